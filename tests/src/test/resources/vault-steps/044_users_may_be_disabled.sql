-- +goose Up
drop view active_users;
alter table users add column enabled integer not null default 1 check (enabled in (0, 1));
create view active_users as select uuid, email from users where verified_at is not null and enabled;
