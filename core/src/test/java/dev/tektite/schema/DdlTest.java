package dev.tektite.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.sqlite.DatabaseException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DdlTest {
  private static final ColumnDefinition EMAIL =
      ColumnDefinition.of("email", "TEXT").notNull().defaultSql("'unknown'");
  private static final IndexDefinition INDEX =
      IndexDefinition.of("idx_users_status", "users", "status", "created_at")
          .unique()
          .where("deleted_at IS NULL");

  private final Database db = Database.temporary();

  @BeforeEach
  void create() {
    db.write(tx ->
        tx.executeScript(
            "create table users(id integer primary key, status, created_at, deleted_at);"
                + " insert into users(id) values (1)"));
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void aColumnIsAddedOnceAndItsDefaultApplies() {
    assertThat(EMAIL.sql()).isEqualTo("\"email\" TEXT NOT NULL DEFAULT 'unknown'");
    List<Boolean> did =
        db.writeReturning(
            tx -> List.of(Ddl.addColumn(tx, "users", EMAIL), Ddl.addColumn(tx, "users", EMAIL)));
    assertThat(did).containsExactly(true, false);
    assertThat(db.<String>read(tx -> tx.query("select email from users").asText().one()))
        .isEqualTo("unknown");
  }

  @Test
  void aColumnThatIsThereAsSomethingElseIsToldOf() {
    db.write(tx -> Ddl.addColumn(tx, "users", EMAIL));
    assertThatIllegalStateException()
        .isThrownBy(() ->
            db.write(tx -> Ddl.addColumn(tx, "users", ColumnDefinition.of("EMAIL", "integer"))))
        .withMessageContaining("<TEXT NOT NULL>")
        .withMessageContaining("<integer>");
  }

  @Test
  void aColumnOfAMissingTableIsRefused() {
    assertThatThrownBy(() -> db.write(tx -> Ddl.addColumn(tx, "gone", EMAIL)))
        .isInstanceOf(DatabaseException.Rejected.class);
    assertThatIllegalStateException()
        .isThrownBy(() -> db.write(tx -> Ddl.dropColumn(tx, "gone", "a")))
        .withMessageContaining("There is no table gone");
  }

  @Test
  void aColumnIsDroppedOnce() {
    List<Boolean> did =
        db.writeReturning(tx ->
            List.of(
                Ddl.dropColumn(tx, "users", "deleted_at"),
                Ddl.dropColumn(tx, "users", "deleted_at")));
    assertThat(did).containsExactly(true, false);
  }

  @Test
  void aColumnIsRenamedOnce() {
    List<Boolean> did =
        db.writeReturning(tx ->
            List.of(
                Ddl.renameColumn(tx, "users", "status", "state"),
                Ddl.renameColumn(tx, "users", "status", "state"),
                Ddl.renameColumn(tx, "users", "state", "State"),
                Ddl.renameColumn(tx, "users", "state", "State")));
    assertThat(did).containsExactly(true, false, true, false);
    assertThat(db.<Boolean>read(tx -> Exists.column(tx, "users", "state"))).isTrue();
  }

  @Test
  void whatCannotBeToldIsNotRenamed() {
    assertThatIllegalStateException()
        .isThrownBy(() -> db.write(tx -> Ddl.renameColumn(tx, "users", "x", "y")))
        .withMessageContaining("neither");
    assertThatIllegalStateException()
        .isThrownBy(() -> db.write(tx -> Ddl.renameColumn(tx, "users", "id", "status")))
        .withMessageContaining("both");
  }

  @Test
  void anIndexIsCreatedOnceAndDroppedOnce() {
    assertThat(INDEX.sql())
        .isEqualTo(
            "CREATE UNIQUE INDEX \"idx_users_status\" ON \"users\"(\"status\", \"created_at\") WHERE"
                + " deleted_at IS NULL");
    List<Boolean> did =
        db.writeReturning(tx ->
            List.of(
                Ddl.createIndex(tx, INDEX),
                Ddl.createIndex(tx, INDEX),
                Ddl.dropIndex(tx, "idx_users_status"),
                Ddl.dropIndex(tx, "idx_users_status")));
    assertThat(did).containsExactly(true, false, true, false);
  }

  @Test
  void anIndexThatIsNotTheSameIsToldOf() {
    db.write(tx -> tx.execute("create index idx_users_status on users(status)"));
    assertThatIllegalStateException()
        .isThrownBy(() -> db.write(tx -> Ddl.createIndex(tx, INDEX)))
        .withMessageContaining("drop it first");
  }

  @Test
  void aDatabaseCanBeNamed() {
    db.write(tx -> {
      tx.execute("create temp table users(a)");
      var name = Identifier.of("main", "i");
      assertThat(Ddl.createIndex(tx, IndexDefinition.of(name, "users", "status"))).isTrue();
      assertThat(Ddl.createIndex(tx, IndexDefinition.of(name, "users", "status"))).isFalse();
      assertThat(Exists.index(tx, Identifier.of("temp", "i"))).isFalse();
      assertThat(Ddl.addColumn(tx, Identifier.parse("main.users"), EMAIL)).isTrue();
      assertThat(Exists.column(tx, "users", "email")).isFalse(); // the temporary one
      assertThat(Ddl.dropIndex(tx, name)).isTrue();
      assertThat(Ddl.renameColumn(tx, Identifier.of("main", "users"), "email", "mail")).isTrue();
      assertThat(Ddl.dropColumn(tx, Identifier.of("main", "users"), "mail")).isTrue();
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order",
        "select",
        "a\"b",
        "it's",
        "main.users",
        "x); drop table users; --",
        "[bracket]",
        "`tick`",
        "Ünïcode ✓",
        " ",
        "?1",
        ":name",
        "%s",
      })
  void noNameBecomesSql(String name) {
    db.write(tx -> {
      tx.execute("create table %s(%s)".formatted(Identifier.quote(name), Identifier.quote("a")));
      assertThat(Exists.table(tx, name)).isTrue();
      assertThat(Ddl.addColumn(tx, name, ColumnDefinition.of(name, "text"))).isTrue();
      assertThat(Ddl.addColumn(tx, name, ColumnDefinition.of(name, "text"))).isFalse();
      assertThat(Exists.column(tx, name, name)).isTrue();
      var index = IndexDefinition.of(name + "_index", name, name);
      assertThat(Ddl.createIndex(tx, index)).isTrue();
      assertThat(Ddl.createIndex(tx, index)).isFalse();
      assertThat(Exists.index(tx, name + "_index")).isTrue();
      assertThat(Ddl.dropIndex(tx, name + "_index")).isTrue();
      assertThat(Ddl.renameColumn(tx, name, name, name + "2")).isTrue();
      assertThat(Ddl.dropColumn(tx, name, name + "2")).isTrue();
      assertThat(Exists.table(tx, "users")).isTrue();
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"text); drop table users; --", "text default 'x'", "'", "(1)", "text, b"})
  void aTypeIsNoMoreThanAType(String type) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ColumnDefinition.of("a", type))
        .withMessageContaining("is no type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text", "numeric(10, 2)", "VARCHAR( 20 )", "double precision"})
  void aTypeIsWordsWithNumbers(String type) {
    assertThat(ColumnDefinition.of("a", type).sql()).startsWith("\"a\"");
  }

  @Test
  void anIndexNeedsColumns() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IndexDefinition.of("i", "t"))
        .withMessageContaining("no columns");
  }
}
