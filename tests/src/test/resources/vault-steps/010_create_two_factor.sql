-- +goose Up
create table twofactor(
  uuid text not null primary key, user_uuid text not null references users(uuid), type integer not null,
  enabled integer not null, data text not null, unique(user_uuid, type));
insert into twofactor select 'totp-' || uuid, uuid, 0, 1, totp_secret from users where totp_secret is not null;
alter table users drop column totp_secret;
