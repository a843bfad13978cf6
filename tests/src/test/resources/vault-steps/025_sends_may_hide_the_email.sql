-- +goose Up
alter table sends add column hide_email integer;
