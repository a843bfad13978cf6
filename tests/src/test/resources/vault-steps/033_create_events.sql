-- +goose Up
create table event(
  id integer primary key autoincrement, event_type integer not null, user_uuid text references users(uuid), at text not null);
