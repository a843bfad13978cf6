-- +goose Up
alter table users add column totp_secret text;
alter table users add column totp_recover text;
