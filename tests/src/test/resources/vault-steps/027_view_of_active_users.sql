-- +goose Up
create view active_users as select uuid, email from users where verified_at is not null;

-- +goose Down
drop view active_users;
