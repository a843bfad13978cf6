create table product(id integer primary key, name text not null);
