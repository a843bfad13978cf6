-- +goose Up
alter table attachments add column akey text;
