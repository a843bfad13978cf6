-- +goose Up
alter table users add column password_hint text;

-- +goose Down
alter table users drop column password_hint;
