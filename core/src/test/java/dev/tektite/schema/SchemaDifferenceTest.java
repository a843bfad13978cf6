package dev.tektite.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import org.junit.jupiter.api.Test;

class SchemaDifferenceTest {
  private static Schema schema(String script) {
    try (Database db = Database.inMemory()) {
      return db.writeReturning(tx -> {
        tx.executeScript(script);
        return Schema.of(tx);
      });
    }
  }

  private static String difference(String older, String newer) {
    return schema(older).differenceTo(schema(newer)).toString();
  }

  @Test
  void thereIsNoneWhereOnlyTheWritingDiffers() {
    SchemaDifference difference =
        schema("create table Account(id integer primary key, \"owner\" TEXT check(id>0)) strict")
            .differenceTo(
                schema(
                    """
                    create table account( -- the owners
                      [id] INTEGER primary key,
                      Owner text  check (id > 0)
                    ) STRICT
                    """));
    assertThat(difference.lines()).isEmpty();
    assertThat(difference.isEmpty()).isTrue();
  }

  @Test
  void textsKeepTheirCase() {
    assertThat(difference("create table t(a default 'x')", "create table t(a default 'X')"))
        .isEqualTo("~ table t\n    ~ a default 'x' -> a default 'X'");
  }

  @Test
  void everythingThatCameWentOrChangedIsNamed() {
    assertThat(
            difference(
                """
                create table account(id integer primary key, balance real, mail text);
                create table author(name);
                create index by_mail on account(mail);
                create view rich as select * from account where balance > 100;
                """,
                """
                create table account(
                  id integer primary key, balance integer not null, email text not null default 'unknown',
                  check (balance >= 0)) strict;
                create table invoice(id integer primary key, payer references account);
                create unique index by_email on account(email) where email <> '';
                create view rich as select * from account where balance > 1000;
                create trigger t after insert on invoice begin select 1; end;
                """))
        .isEqualTo(
            """
            ~ table account
                ~ balance real -> balance integer not null
                - mail text
                + email text not null default 'unknown'
                + check(balance >= 0)
                ~ options () -> (strict)
            - table author
            + table invoice
                id integer primary key
                payer references account
            + unique index by_email on account(email) where email <> ''
            - index by_mail on account(mail)
            + trigger t after insert on invoice begin select 1; end
            ~ view rich
                - view rich as select * from account where balance > 100
                + view rich as select * from account where balance > 1000\
            """
                .strip());
  }

  @Test
  void aColumnThatWasAddedAfterwardsIsTheSameAsOneOfTheFirstHour() {
    assertThat(
            difference(
                "create table t(a); alter table t add column b text default (1 + 2)",
                "create table t(a, b text default (1+2))"))
        .isEmpty();
  }

  @Test
  void theOrderOfColumnsCounts() {
    assertThat(difference("create table t(a, b, c)", "create table t(c, a, d, b)"))
        .isEqualTo("~ table t\n    + d\n    ~ order (a, b, c) -> (c, a, b)");
  }

  @Test
  void virtualTablesAreComparedAsAWhole() {
    assertThat(
            difference(
                "create virtual table w using fts5(body)",
                "create virtual table w using fts5(body, tokenize = 'porter')"))
        .isEqualTo(
            "~ table w\n"
                + "    ~ options (virtual table w using fts5(body)) -> (virtual table w using"
                + " fts5(body, tokenize = 'porter'))");
  }

  @Test
  void aChangeOfOptionsAlone() {
    assertThat(
            difference(
                "create table t(a primary key)", "create table t(a primary key) without rowid"))
        .isEqualTo("~ table t\n    ~ options () -> (without rowid)");
  }
}
