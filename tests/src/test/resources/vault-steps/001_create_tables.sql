-- +goose Up
create table users(
  uuid text not null primary key, created_at text not null, email text not null unique, name text not null,
  password_hash blob not null, salt blob not null);
create table devices(
  uuid text not null primary key, user_uuid text not null references users(uuid), name text not null, type integer not null);
create table ciphers(
  uuid text not null primary key, created_at text not null, user_uuid text not null references users(uuid),
  folder_uuid text, type integer not null, data text not null, favorite integer not null);
create table folders(uuid text not null primary key, user_uuid text not null references users(uuid), name text not null);
create table attachments(
  id text not null primary key, cipher_uuid text not null references ciphers(uuid), file_name text not null, file_size integer not null);

-- +goose Down
drop table attachments;
drop table folders;
drop table ciphers;
drop table devices;
drop table users;
