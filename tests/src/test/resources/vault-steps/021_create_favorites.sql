-- +goose Up
-- +goose StatementBegin
create table favorites(
  user_uuid text not null references users(uuid), cipher_uuid text not null references ciphers(uuid),
  primary key(user_uuid, cipher_uuid));
insert into favorites select user_uuid, uuid from ciphers where favorite = 1 and user_uuid is not null;
drop trigger cipher_changed;
alter table ciphers drop column favorite;
create trigger cipher_changed after update of data on ciphers begin
  update ciphers set revisions = revisions + 1 where uuid = new.uuid;
end;
-- +goose StatementEnd
