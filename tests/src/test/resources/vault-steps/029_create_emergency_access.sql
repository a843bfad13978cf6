-- +goose Up
create table emergency_access(
  uuid text not null primary key, grantor_uuid text not null references users(uuid), grantee_uuid text references users(uuid),
  email text, status integer not null, wait_time_days integer not null);
