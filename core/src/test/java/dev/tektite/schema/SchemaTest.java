package dev.tektite.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.sqlite.DatabaseException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private final Database db = Database.temporary();

  @AfterEach
  void close() {
    db.close();
  }

  private Schema schemaAfter(String script) {
    db.write(tx -> tx.executeScript(script));
    return db.read(tx -> Schema.of(tx));
  }

  private Table tableAfter(String script) {
    return Objects.requireNonNull(schemaAfter(script).table("t"));
  }

  @Test
  void columnsTellTypeNullDefaultAndPlaceInTheKey() {
    Table t =
        tableAfter("create table t(b text not null default 'x', a Integer, c, primary key(a, b))");
    assertThat(t.columns())
        .containsExactly(
            new Column("b", "TEXT", true, "'x'", 2, ColumnKind.ORDINARY),
            new Column("a", "INTEGER", false, null, 1, ColumnKind.ORDINARY),
            new Column("c", "", false, null, 0, ColumnKind.ORDINARY));
    assertThat(t.primaryKey()).containsExactly("a", "b");
    assertThat(t.columnNames()).containsExactly("b", "a", "c");
    assertThat(Objects.requireNonNull(t.column("A")).name()).isEqualTo("a");
    assertThat(t.column("d")).isNull();
  }

  @Test
  void generatedAndHiddenColumnsAreThereAndAreToldApart() {
    Table t =
        tableAfter(
            "create table t(a, v as (a + 1), s as (a + 2) stored); create virtual table f"
                + " using fts5(body)");
    assertThat(t.columns())
        .extracting(Column::kind)
        .containsExactly(
            ColumnKind.ORDINARY, ColumnKind.GENERATED_VIRTUAL, ColumnKind.GENERATED_STORED);
    assertThat(t.columns()).extracting(Column::isWritable).containsExactly(true, false, false);
    List<Column> virtual = db.read(tx -> Column.of(tx, "f"));
    assertThat(virtual)
        .extracting(Column::name, Column::kind)
        .contains(
            org.assertj.core.groups.Tuple.tuple("body", ColumnKind.ORDINARY),
            org.assertj.core.groups.Tuple.tuple("f", ColumnKind.HIDDEN));
  }

  @Test
  void kindsAndOptionsOfTables() {
    Schema schema =
        schemaAfter(
            """
            create table plain(a);
            create table small(a primary key) without rowid;
            create table typed(a integer) strict;
            create virtual table words using fts5(body);
            """);
    assertThat(schema.tableNames()).containsExactly("plain", "small", "typed", "words");
    assertThat(schema.tables())
        .filteredOn(table -> table.kind() == TableKind.SHADOW)
        .extracting(Table::name)
        .contains("words_data", "words_content");
    assertThat(Objects.requireNonNull(schema.table("small")).withoutRowid()).isTrue();
    assertThat(Objects.requireNonNull(schema.table("typed")).strict()).isTrue();
    assertThat(Objects.requireNonNull(schema.table("words")).kind()).isEqualTo(TableKind.VIRTUAL);
  }

  @Test
  void indexesTellOriginPartsAndCondition() {
    Table t =
        tableAfter(
            """
            create table t(a text primary key, b unique, c);
            create index i on t(c collate nocase desc, lower( a ) asc, json_extract(b, '$.x,)'))
              where c /* not null */ is not null;
            """);
    Index created = Objects.requireNonNull(t.index("i"));
    assertThat(created.origin()).isEqualTo(IndexOrigin.CREATED);
    assertThat(created.isPartial()).isTrue();
    assertThat(created.where()).isEqualTo("c /* not null */ is not null");
    assertThat(created.parts())
        .containsExactly(
            new IndexPart("c", "\"c\"", true, "nocase"),
            new IndexPart(null, "lower( a )", false, "BINARY"),
            new IndexPart(null, "json_extract(b, '$.x,)')", false, "BINARY"));
    assertThat(created.columns()).containsExactly("c");
    assertThat(created.unique()).isFalse();
    assertThat(t.indexes())
        .filteredOn(index -> index.sql() == null)
        .extracting(Index::origin, Index::unique, Index::columns)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(IndexOrigin.PRIMARY_KEY, true, List.of("a")),
            org.assertj.core.groups.Tuple.tuple(IndexOrigin.UNIQUE, true, List.of("b")));
  }

  @Test
  void foreignKeysComeInTheOrderOfTheirDeclaration() {
    Table t =
        tableAfter(
            """
            create table p(x, y, primary key(x, y));
            create table t(
              a references p, b, c,
              foreign key(b, c) references p(x, y) on delete cascade on update set null);
            """);
    assertThat(t.foreignKeys())
        .containsExactly(
            new ForeignKey(List.of("a"), "p", List.of(), "NO ACTION", "NO ACTION"),
            new ForeignKey(List.of("b", "c"), "p", List.of("x", "y"), "CASCADE", "SET NULL"));
  }

  @Test
  void viewsAndTriggers() {
    Schema schema =
        schemaAfter(
            """
            create table t(a);
            create view v as select a, a + 1 as b from t;
            create trigger on_v instead of insert on v begin insert into t values (new.a); end;
            create trigger on_t after delete on t begin select 1; end;
            """);
    View v = Objects.requireNonNull(schema.view("V"));
    assertThat(v.columns()).extracting(Column::name).containsExactly("a", "b");
    assertThat(v.triggers()).extracting(Trigger::name).containsExactly("on_v");
    assertThat(Objects.requireNonNull(schema.table("t")).trigger("on_t"))
        .extracting(Trigger::on)
        .isEqualTo("t");
    assertThat(schema.table("v")).isNull();
  }

  @Test
  void aBrokenViewHasNoColumnsAndHidesNothingElse() {
    Schema schema =
        schemaAfter("create table t(a); create view v as select * from gone; create table u(a)");
    assertThat(Objects.requireNonNull(schema.view("v")).columns()).isEmpty();
    assertThat(schema.tableNames()).containsExactly("t", "u");
  }

  @Test
  void onlyNamesThatReallyBeginWithTheReservedPrefixAreLeftOut() {
    Schema schema =
        schemaAfter(
            "create table sqliteXfoo(a integer primary key autoincrement); create table sqlit(a)");
    assertThat(schema.tableNames()).containsExactly("sqlit", "sqliteXfoo");
  }

  @Test
  void namesThatLookLikeSqlAreRead() {
    String name = "t\"; drop table x; --'[";
    String column = "select \"a\" '";
    db.write(tx ->
        tx.execute(
            "create table %s(%s text unique)"
                .formatted(Identifier.quote(name), Identifier.quote(column))));
    Table read = Objects.requireNonNull(db.read(tx -> Schema.of(tx)).table(name));
    assertThat(read.columnNames()).containsExactly(column);
    assertThat(read.indexes().getFirst().columns()).containsExactly(column);
  }

  @Test
  void otherDatabasesAreNamed() {
    Schema temp =
        db.writeReturning(tx -> {
          tx.executeScript("create temp table mine(a); create index temp.i on mine(a)");
          return Schema.of(tx, "temp");
        });
    assertThat(temp.tableNames()).containsExactly("mine");
    assertThat(temp.index("i")).isNotNull();
    assertThatThrownBy(() -> db.read(tx -> Schema.of(tx, "nowhere\" --")))
        .isInstanceOf(DatabaseException.Rejected.class);
  }

  @Test
  void anEmptyDatabaseHasNothing() {
    assertThat(db.<Schema>read(tx -> Schema.of(tx)))
        .isEqualTo(new Schema("main", List.of(), List.of()));
  }
}
