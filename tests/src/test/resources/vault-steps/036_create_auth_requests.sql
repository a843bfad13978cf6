-- +goose Up
create table auth_requests(
  uuid text not null primary key, user_uuid text not null references users(uuid), approved integer, created_at text not null);
