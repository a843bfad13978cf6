-- +goose Up
-- +goose StatementBegin
alter table ciphers add column revisions integer not null default 0;
create trigger cipher_changed after update of data on ciphers begin
  update ciphers set revisions = revisions + 1 where uuid = new.uuid;
end;
-- +goose StatementEnd
