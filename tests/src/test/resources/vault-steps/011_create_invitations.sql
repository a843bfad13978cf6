-- +goose Up
create table invitations(email text not null primary key);

-- +goose Down
drop table invitations;
