-- +goose Up
alter table users_collections add column hide_passwords integer not null default 0;
