-- +goose Up
-- +goose StatementBegin
create trigger cipher_logged after insert on ciphers begin
  insert into event(event_type, user_uuid, at) values (1100, new.user_uuid, new.created_at);
end;
-- +goose StatementEnd
