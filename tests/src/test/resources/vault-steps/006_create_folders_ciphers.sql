-- +goose Up
create table folders_ciphers(
  cipher_uuid text not null references ciphers(uuid), folder_uuid text not null references folders(uuid),
  primary key(cipher_uuid, folder_uuid)) without rowid;
insert into folders_ciphers select uuid, folder_uuid from ciphers where folder_uuid is not null;
alter table ciphers drop column folder_uuid;
