-- +goose Up
create table ciphers_collections(
  cipher_uuid text not null references ciphers(uuid), collection_uuid text not null references collections(uuid),
  primary key(cipher_uuid, collection_uuid));
