-- +goose Up
insert into org_policies select 'policy-' || uuid, uuid, 5, 0, '{}' from organizations
  where uuid not in (select org_uuid from org_policies where type = 5);
