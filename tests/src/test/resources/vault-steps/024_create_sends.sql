-- +goose Up
create table sends(
  uuid text not null primary key, user_uuid text references users(uuid), organization_uuid text references organizations(uuid),
  name text not null, data text not null, max_access_count integer, access_count integer not null default 0,
  deletion_date text not null);
