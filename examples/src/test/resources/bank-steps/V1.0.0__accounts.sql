create table account(
  id integer primary key,
  owner text not null unique,
  balance integer not null
);
