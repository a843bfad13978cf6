package dev.tektite.tests.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.bulk.BulkInsert;
import dev.tektite.bulk.JsonList;
import dev.tektite.bulk.KeyedRead;
import dev.tektite.schema.Column;
import dev.tektite.schema.ColumnDefinition;
import dev.tektite.schema.Ddl;
import dev.tektite.schema.Exists;
import dev.tektite.schema.Identifier;
import dev.tektite.schema.IndexDefinition;
import dev.tektite.schema.Schema;
import dev.tektite.sql.WriteTx;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.transfer.Csv;
import dev.tektite.transfer.Ndjson;
import dev.tektite.transfer.TableExport;
import dev.tektite.transfer.TableImport;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a name or a value is, it becomes no SQL: each method of the page *SQL safety*, with
/// each of the texts.
@ExtendWith(DatabaseExtension.class)
class SqlSafetyTest {
  private record Entry(String text) {}

  private final Database db = Database.inMemory();

  static Stream<String> hostile() {
    return Stream.of(
        "order",
        "a\"b",
        "\"",
        "\"\"",
        "it's",
        "'; drop table victim; --",
        "\"; drop table victim; --",
        "x); drop table victim; --",
        "x\" text); drop table victim; --",
        "main.victim",
        "[victim]",
        "`victim`",
        "victim/*",
        "victim--",
        "?1",
        ":name",
        "@name",
        "%s %d",
        "%",
        "_",
        "*",
        "null",
        "rowid",
        "a\nb",
        "a\tb",
        " a ",
        "Ünïcode ✓ 😀",
        "\u2028\u0007");
  }

  @BeforeEach
  void create() {
    db.write(tx ->
        tx.executeScript(
            "create table victim(a); insert into victim values (1);"
                + " create table note(text text)"));
  }

  @AfterEach
  void theVictimLives() {
    assertThat(db.<Long>read(tx -> tx.query("select count(*) from victim").asLong().one())).isOne();
    db.close();
  }

  // ---- values ----

  @ParameterizedTest
  @MethodSource("hostile")
  void valuesAreBound(String text) {
    db.write(tx -> {
      tx.execute("insert into note values (?)", text);
      tx.execute("insert into note values (:text)", Map.of("text", text));
      tx.execute("insert into note values (:text)", new Entry(text));
      tx.insert("insert into note values (?)", text);
      tx.executeBatch("insert into note values (?)", List.of(text));
      BulkInsert.records("note", Entry.class).insert(tx, List.of(new Entry(text)));
      BulkInsert.rows("note", "text").insert(tx, Stream.<Object[]>of(new Object[] {text}));
      assertThat(tx.query("select text from note").into(String.class).list())
          .hasSize(7)
          .containsOnly(text);
      assertThat(found(tx, "select count(*) from note where text = ?", text)).isEqualTo(7);
      assertThat(
              found(
                  tx,
                  "select count(*) from note where text in (select value from json_each(?))",
                  JsonList.of(List.of(text))))
          .isEqualTo(7);
    });
  }

  private static long found(WriteTx tx, String sql, String value) {
    return tx.query(sql, value).asLong().one();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void valuesOfReadsByKeyAreBound(String text) {
    List<Integer> sizes = new ArrayList<>();
    db.write(tx -> {
      tx.execute("insert into note values (?), (? || 'x')", text, text);
      KeyedRead.records("note", Entry.class)
          .where("text = ?", text)
          .forEachChunk(tx, chunk -> sizes.add(chunk.size()));
    });
    assertThat(sizes).containsExactly(1);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void valuesTravelThroughText(String text) {
    db.write(tx -> {
      tx.execute("insert into note values (?)", text);
      for (var format : List.of(Csv.standard(), Ndjson.standard())) {
        var file = new StringWriter();
        TableExport.as(format).write(tx, file, "select text from note where text = ?", text);
        tx.execute("delete from note");
        TableImport.into("note", format).read(tx, new StringReader(file.toString()));
        assertThat(tx.query("select text from note").into(String.class).one()).isEqualTo(text);
      }
    });
  }

  // ---- names ----

  private static void createTable(WriteTx tx, String name) {
    tx.execute(
        "create table %s(%s text not null unique, b)"
            .formatted(Identifier.quote(name), Identifier.quote(name)));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void namesInQuestionsAreQuoted(String name) {
    db.write(tx -> {
      assertThat(Exists.table(tx, name)).isFalse();
      createTable(tx, name);
      assertThat(Exists.table(tx, name)).isTrue();
      assertThat(Exists.table(tx, Identifier.of("main", name))).isTrue();
      assertThat(Exists.column(tx, name, name)).isTrue();
      assertThat(Exists.view(tx, name) || Exists.index(tx, name) || Exists.trigger(tx, name))
          .isFalse();
      assertThat(Column.of(tx, name)).extracting(Column::name).containsExactly(name, "b");
      assertThat(Schema.of(tx).table(name)).isNotNull();
    });
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void namesInChangesAreQuoted(String name) {
    db.write(tx -> {
      createTable(tx, name);
      var index = IndexDefinition.of(name + "_i", name, name, "b").unique().where("b > 0");
      assertThat(Ddl.createIndex(tx, index)).isTrue();
      assertThat(Ddl.createIndex(tx, index)).isFalse();
      assertThat(Ddl.dropIndex(tx, name + "_i")).isTrue();
      assertThat(Ddl.addColumn(tx, name, ColumnDefinition.of(name + "2", "text"))).isTrue();
      assertThat(Ddl.renameColumn(tx, name, name + "2", name + "3")).isTrue();
      assertThat(Ddl.dropColumn(tx, name, name + "3")).isTrue();
      assertThat(Column.of(tx, name)).hasSize(2);
    });
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void namesInBulkAreQuoted(String name) {
    List<String> read = new ArrayList<>();
    db.write(tx -> {
      createTable(tx, name);
      var insert = BulkInsert.rows(name, name, "b").orUpdate(name);
      insert.insert(tx, List.of(new Object[] {"a", 1}, new Object[] {"a", 2}));
      KeyedRead.mapped(name, row -> row.asText(0) + row.asLong(1))
          .by(name)
          .forEachChunk(tx, read::addAll);
    });
    assertThat(read).containsExactly("a2");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void namesInTextAreQuoted(String name) {
    db.write(tx -> {
      createTable(tx, name);
      tx.execute("insert into %s values ('a', 1)".formatted(Identifier.quote(name)));
      for (var format : List.of(Csv.standard(), Ndjson.standard())) {
        var file = new StringWriter();
        String all = "select * from " + Identifier.quote(name);
        TableExport.as(format).write(tx, file, all);
        tx.execute("delete from " + Identifier.quote(name));
        TableImport.into(name, format).read(tx, new StringReader(file.toString()));
        assertThat(tx.query(all).map(row -> row.asText(0) + row.asText(1)).one()).isEqualTo("a1");
      }
    });
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aTextIsALiteral(String text) {
    db.write(tx -> {
      assertThat(tx.query("select " + Identifier.literal(text)).asText().one()).isEqualTo(text);
      Ddl.addColumn(
          tx, "note", ColumnDefinition.of("d", "text").defaultSql(Identifier.literal(text)));
      tx.execute("insert into note(text) values ('')");
      assertThat(tx.query("select d from note").asText().one()).isEqualTo(text);
    });
  }
}
