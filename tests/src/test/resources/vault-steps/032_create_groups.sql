-- +goose Up
create table groups(
  uuid text not null primary key, organizations_uuid text not null references organizations(uuid), name text not null);
create table groups_users(
  groups_uuid text not null references groups(uuid), users_organizations_uuid text not null references users_organizations(uuid),
  primary key(groups_uuid, users_organizations_uuid)) strict, without rowid;
