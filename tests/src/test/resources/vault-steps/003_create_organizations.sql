-- +goose Up
create table organizations(uuid text not null primary key, name text not null, billing_email text not null);
create table collections(
  uuid text not null primary key, org_uuid text not null references organizations(uuid), name text not null);
