package dev.tektite.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.schema.Column;
import dev.tektite.schema.ColumnDefinition;
import dev.tektite.schema.Ddl;
import dev.tektite.schema.Exists;
import dev.tektite.schema.Identifier;
import dev.tektite.schema.IndexDefinition;
import dev.tektite.schema.Schema;
import dev.tektite.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the guides show of schemas and names.
class SchemaTourTest {
  private final List<String> log = new ArrayList<>();
  private final Database db = Database.temporary();

  @BeforeEach
  void create() {
    db.write(tx ->
        tx.executeScript("create table users(id integer primary key, name text, status text)"));
  }

  @AfterEach
  void close() {
    db.close();
  }

  private void log(String line) {
    log.add(line);
  }

  @Test
  void aSchemaIsAValue() {
    // @start region=schema
    Schema schema = db.read(tx -> Schema.of(tx));
    for (Table table : schema.tables()) {
      log("%s: %s".formatted(table.name(), table.columnNames()));
    }
    // @end
    assertThat(log).containsExactly("users: [id, name, status]");
  }

  @Test
  void changesCanBeAskedForAgain() {
    // @start region=ddl
    db.write(tx -> {
      boolean added =
          Ddl.addColumn(
              tx, "users", ColumnDefinition.of("email", "text").notNull().defaultSql("''"));
      boolean created =
          Ddl.createIndex(
              tx, IndexDefinition.of("users_by_email", "users", "email").where("email <> ''"));
      log(added + " and " + created); // true and true; the next time: false and false
    });
    // @end
    assertThat(log).containsExactly("true and true");
    db.write(tx -> {
      assertThat(
              Ddl.addColumn(
                  tx, "users", ColumnDefinition.of("email", "text").notNull().defaultSql("''")))
          .isFalse();
    });
  }

  @Test
  void twoSchemasAreToldApart() {
    Schema before = db.read(tx -> Schema.of(tx));
    db.write(tx -> Ddl.addColumn(tx, "users", ColumnDefinition.of("email", "text")));
    Schema after = db.read(tx -> Schema.of(tx));
    // @start region=difference
    String difference = before.differenceTo(after).toString();
    // @end
    assertThat(difference).isEqualTo("~ table users\n    + \"email\" text");
  }

  @Test
  void namesOfUsersAreQuoted() {
    String typed = "status\" --";
    db.write(tx -> Ddl.addColumn(tx, "users", ColumnDefinition.of(typed, "text")));
    // @start region=quoted
    boolean known = db.read(tx -> Exists.column(tx, "users", typed));
    List<String> values =
        db.read(tx ->
            tx.query("select coalesce(%s, '') from users".formatted(Identifier.quote(typed)))
                .into(String.class)
                .list());
    // @end
    assertThat(known).isTrue();
    assertThat(values).isEmpty();
    Column column =
        Objects.requireNonNull(db.<List<Column>>read(tx -> Column.of(tx, "users")).getLast());
    assertThat(column.name()).isEqualTo(typed);
  }
}
