package dev.tektite.tests.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tektite.Database;
import dev.tektite.schema.Column;
import dev.tektite.schema.ColumnDefinition;
import dev.tektite.schema.ColumnKind;
import dev.tektite.schema.Ddl;
import dev.tektite.schema.Exists;
import dev.tektite.schema.Identifier;
import dev.tektite.schema.Index;
import dev.tektite.schema.IndexDefinition;
import dev.tektite.schema.IndexOrigin;
import dev.tektite.schema.Schema;
import dev.tektite.schema.Table;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.EveryDatabase;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What sqlite-kit's schema helpers promise, and what they get wrong.
@ExtendWith(DatabaseExtension.class)
class SqliteKitSchemaTest {
  private static void create(Database db) {
    db.write(tx ->
        tx.executeScript(
            """
            create table users(id integer primary key, email text not null default 'none', age);
            create unique index by_email on users(email);
            create table "order"("select" integer, "a""b" text, primary key("select", "a""b"));
            """));
  }

  @EveryDatabase
  void tablesColumnsAndIndexesAreAskedFor(Database db) {
    create(db);
    db.write(tx -> {
      assertThat(Exists.table(tx, "users")).isTrue();
      assertThat(Exists.table(tx, "nobody")).isFalse();
      assertThat(Exists.column(tx, "users", "email")).isTrue();
      assertThat(Exists.column(tx, "users", "nothing")).isFalse();
      assertThat(Exists.column(tx, "nobody", "email")).isFalse();
      assertThat(Exists.index(tx, "by_email")).isTrue();
      assertThat(Exists.index(tx, "by_nothing")).isFalse();
    });
  }

  @EveryDatabase
  void aTableTellsAllOfItself(Database db) {
    create(db);
    Schema schema = db.read(tx -> Schema.of(tx));
    assertThat(schema.tableNames()).containsExactly("order", "users");
    Table users = Objects.requireNonNull(schema.table("users"));
    assertThat(users.column("email"))
        .isEqualTo(new Column("email", "TEXT", true, "'none'", 0, ColumnKind.ORDINARY));
    assertThat(users.primaryKey()).containsExactly("id");
    assertThat(users.columnNames()).containsExactly("id", "email", "age");
    Index byEmail = Objects.requireNonNull(users.index("by_email"));
    assertThat(byEmail.table()).isEqualTo("users");
    assertThat(byEmail.columns()).containsExactly("email");
    assertThat(byEmail.unique()).isTrue();
    assertThat(byEmail.origin()).isEqualTo(IndexOrigin.CREATED);
    Table order = Objects.requireNonNull(schema.table("order"));
    assertThat(order.primaryKey()).containsExactly("select", "a\"b");
    assertThat(order.indexes()).extracting(Index::origin).containsExactly(IndexOrigin.PRIMARY_KEY);
  }

  @EveryDatabase
  void aColumnIsAddedOnceWithItsDefaultAndDroppedOnce(Database db) {
    create(db);
    db.write(tx -> tx.execute("insert into users(id) values (1)"));
    var status = ColumnDefinition.of("status", "TEXT").notNull().defaultSql("'unknown'");
    assertThat(status.sql()).isEqualTo("\"status\" TEXT NOT NULL DEFAULT 'unknown'");
    db.write(tx -> {
      assertThat(Ddl.addColumn(tx, "users", status)).isTrue();
      assertThat(Ddl.addColumn(tx, "users", status)).isFalse();
      assertThat(tx.query("select status from users").asText().one()).isEqualTo("unknown");
      assertThat(Ddl.dropColumn(tx, "users", "status")).isTrue();
      assertThat(Ddl.dropColumn(tx, "users", "status")).isFalse();
    });
  }

  @EveryDatabase
  void anIndexIsCreatedOnce(Database db) {
    create(db);
    var index =
        IndexDefinition.of("idx_users_status", "users", "email", "age")
            .unique()
            .where("age IS NULL");
    assertThat(index.sql())
        .isEqualTo(
            "CREATE UNIQUE INDEX \"idx_users_status\" ON \"users\"(\"email\", \"age\") WHERE age IS"
                + " NULL");
    db.write(tx -> {
      assertThat(Ddl.createIndex(tx, index)).isTrue();
      assertThat(Ddl.createIndex(tx, index)).isFalse();
    });
  }

  @Test
  void namesAreQuotedWithAndWithoutADatabase() {
    assertThat(Identifier.parse("a\"b").quoted()).isEqualTo("\"a\"\"b\"");
    assertThat(Identifier.parse("main.users").quoted()).isEqualTo("\"main\".\"users\"");
    for (String empty : List.of("", ".users", "main.", "main..users")) {
      assertThatIllegalArgumentException().isThrownBy(() -> Identifier.parse(empty));
    }
  }

  /// sqlite-kit leaves such a table out: in `LIKE` the `_` stands for any character.
  @EveryDatabase
  void aTableWhoseNameOnlyLooksReservedIsAUsersOwn(Database db) {
    db.write(tx -> tx.execute("create table sqliteXfoo(a)"));
    assertThat(db.<Schema>read(tx -> Schema.of(tx)).tableNames()).containsExactly("sqliteXfoo");
  }
}
