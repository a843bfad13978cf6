-- +goose Up
alter table ciphers add column cipher_key text;
