-- +goose Up
update users set email = lower(email);
