-- +goose Up
create virtual table organization_names using fts5(name, content = 'organizations', tokenize = 'unicode61');
insert into organization_names(organization_names) values ('rebuild');
