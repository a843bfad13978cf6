-- +goose Up
alter table users add column verified_at text;
alter table users add column last_verifying_at text;
