-- +goose Up
alter table users_organizations add column access_all integer not null default 0;
