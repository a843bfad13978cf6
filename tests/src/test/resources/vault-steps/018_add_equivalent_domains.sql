-- +goose Up
alter table users add column equivalent_domains text not null default '[]';
