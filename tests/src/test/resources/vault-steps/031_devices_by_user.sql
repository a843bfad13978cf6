-- +goose Up
-- the key of a device is its number and its owner
create table new_devices(
  uuid text not null, user_uuid text not null references users(uuid), name text not null, type integer not null,
  refresh_token text not null default '', primary key(uuid, user_uuid));
insert into new_devices(uuid, user_uuid, name, type) select uuid, user_uuid, name, type from devices;
drop table devices;
alter table new_devices rename to devices;
