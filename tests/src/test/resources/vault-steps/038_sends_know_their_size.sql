-- +goose Up
alter table sends add column size integer as (length(data)) virtual;
