-- +goose Up
alter table users add column api_key text;
create unique index users_by_api_key on users(api_key);
