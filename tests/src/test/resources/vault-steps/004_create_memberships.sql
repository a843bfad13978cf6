-- +goose Up
create table users_organizations(
  uuid text not null primary key, user_uuid text not null references users(uuid),
  org_uuid text not null references organizations(uuid), type integer not null, unique(user_uuid, org_uuid));
create table users_collections(
  user_uuid text not null references users(uuid), collection_uuid text not null references collections(uuid),
  primary key(user_uuid, collection_uuid));
