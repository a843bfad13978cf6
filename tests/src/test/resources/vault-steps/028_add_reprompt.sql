-- +goose Up
alter table ciphers add column reprompt integer;
