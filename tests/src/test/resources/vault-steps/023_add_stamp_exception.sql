-- +goose Up
alter table users add column stamp_exception text;
