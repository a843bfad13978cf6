-- +goose Up
create table sso_nonce(state text not null primary key, nonce text not null, created_at text not null) strict;
