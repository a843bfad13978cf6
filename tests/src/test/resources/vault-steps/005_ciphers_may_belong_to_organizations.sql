-- +goose Up
-- the owner may be missing from now on, for which the table must be made anew
create table new_ciphers(
  uuid text not null primary key, created_at text not null, user_uuid text references users(uuid),
  organization_uuid text references organizations(uuid), folder_uuid text, type integer not null, data text not null,
  favorite integer not null);
insert into new_ciphers(uuid, created_at, user_uuid, folder_uuid, type, data, favorite)
  select uuid, created_at, user_uuid, folder_uuid, type, data, favorite from ciphers;
drop table ciphers;
alter table new_ciphers rename to ciphers;
