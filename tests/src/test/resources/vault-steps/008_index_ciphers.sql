-- +goose Up
create index ciphers_by_user on ciphers(user_uuid);
create index ciphers_by_organization on ciphers(organization_uuid);

-- +goose Down
drop index ciphers_by_user;
drop index ciphers_by_organization;
