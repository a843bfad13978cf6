-- +goose Up
alter table users_collections add column read_only integer not null default 0;
