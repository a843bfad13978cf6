-- +goose Up
create table new_attachments(
  id text not null primary key, cipher_uuid text not null references ciphers(uuid), file_name text not null,
  file_size integer not null check (file_size >= 0), akey text);
insert into new_attachments select id, cipher_uuid, file_name, max(file_size, 0), akey from attachments;
drop table attachments;
alter table new_attachments rename to attachments;
