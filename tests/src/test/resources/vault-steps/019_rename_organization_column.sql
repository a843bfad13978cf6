-- +goose Up
alter table users_organizations rename column org_uuid to organization_uuid;
