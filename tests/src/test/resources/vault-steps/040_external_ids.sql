-- +goose Up
alter table groups add column external_id text;
alter table collections add column external_id text;
