-- +goose Up
alter table organizations add column private_key text;
alter table organizations add column public_key text;
