-- +goose Up
create table org_policies(
  uuid text not null primary key, org_uuid text not null references organizations(uuid), type integer not null,
  enabled integer not null, data text not null, unique(org_uuid, type));
