-- +goose Up
alter table ciphers add column deleted_at text;
create index deleted_ciphers on ciphers(deleted_at) where deleted_at is not null;
