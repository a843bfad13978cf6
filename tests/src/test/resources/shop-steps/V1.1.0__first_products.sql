insert into product(name) values ('pen');
