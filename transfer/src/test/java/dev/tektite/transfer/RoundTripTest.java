package dev.tektite.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.bulk.BulkResult;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
  private static final String ALL = "select id, name, price, picture from item order by id";

  private final Database db = Database.inMemory();

  @TempDir private Path folder;

  static Stream<Format> formats() {
    return Stream.of(
        Csv.standard(),
        Csv.standard().separator(';'),
        Csv.standard().separator('\t'),
        Ndjson.standard());
  }

  @BeforeEach
  void create() {
    db.write(tx ->
        tx.executeScript(
            """
            create table item(id integer primary key, name text, price real, picture blob);
            create table copy(id integer primary key, name text, price real, picture blob);
            """));
  }

  @AfterEach
  void close() {
    db.close();
  }

  private static List<String> hard() {
    return List.of(
        "",
        " ",
        "a,b;c\td",
        "\"quoted\"",
        "line\nline\r\nline\rline",
        "\\ \\n \\u0041 /",
        "Ünï ✓ 😀",
        "null",
        "=1+1",
        "'); drop table item; --",
        "\u0001\u001f\u007f\u2028");
  }

  private void fill() {
    db.write(tx -> {
      String insert = "insert into item(name, price, picture) values (?, ?, ?)";
      for (String text : hard()) {
        tx.execute(insert, text, 0.1 * text.length(), text.getBytes(StandardCharsets.UTF_8));
      }
      tx.execute(insert, null, null, null);
      tx.execute(insert, "numbers", 5e-300, new byte[] {0, -1, 127});
      tx.execute("insert into item(id, name, price) values (?, 'large', 1e300)", Long.MAX_VALUE);
      tx.execute("insert into item(id, name) values (?, 'small')", Long.MIN_VALUE);
    });
  }

  private long differing() {
    return db.<Long>read(tx ->
        tx.query(
                """
                select (select count(*) from (select * from item except select * from copy))
                     + (select count(*) from (select * from copy except select * from item))\
                """)
            .asLong()
            .one());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void everythingComesBackAsItWas(Format format) {
    fill();
    Path file = folder.resolve("item.txt");
    long written = db.<Long>read(tx -> TableExport.as(format).write(tx, file, ALL));
    BulkResult read = db.writeReturning(tx -> TableImport.into("copy", format).read(tx, file));
    assertThat(read).isEqualTo(new BulkResult(written, written));
    assertThat(differing()).isZero();
    assertThat(
            db.<List<String>>read(tx ->
                tx.query("select name from copy where name is not null and id > 0 order by id")
                    .into(String.class)
                    .list()))
        .startsWith(hard().toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void chunksGoInOneByOne(Format format) {
    fill();
    Path file = folder.resolve("item.txt");
    long written = db.<Long>read(tx -> TableExport.as(format).write(tx, file, ALL));
    BulkResult read =
        TableImport.into("copy", format)
            .bulk(insert -> insert.chunkRows(3))
            .readInChunks(db::write, file);
    assertThat(read).isEqualTo(new BulkResult(written, written));
    assertThat(differing()).isZero();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aTableWithoutRowsComesBackToo(Format format) {
    Path file = folder.resolve("item.txt");
    assertThat(
            db.<Long>read(tx ->
                TableExport.as(format).write(tx, file, "select * from item where id = ?;", 5)))
        .isZero();
    assertThat(db.<BulkResult>writeReturning(tx -> TableImport.into("copy", format).read(tx, file)))
        .isEqualTo(new BulkResult(0, 0));
    assertThat(TableImport.into("copy", format).readInChunks(db::write, file))
        .isEqualTo(new BulkResult(0, 0));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void nullsOfATableWithOneColumnAreNoEmptyLines(Format format) {
    db.write(
        tx -> tx.executeScript("create table t(a text); insert into t values (null), (''), ('x')"));
    var text = new StringWriter();
    db.<Long>read(tx -> TableExport.as(format).write(tx, text, "select a from t order by rowid"));
    db.write(tx -> {
      tx.execute("delete from t");
      TableImport.into("t", format).read(tx, new StringReader(text.toString()));
      assertThat(tx.query("select coalesce(a, 'NULL') from t order by rowid").asText().list())
          .containsExactly("NULL", "", "x");
    });
  }

  @Test
  void theFormsAreAsTheyAreDocumented() {
    db.write(
        tx -> tx.execute("insert into item values (1, 'a, b', 0.5, x'0001'), (2, '', null, null)"));
    assertThat(text(Csv.standard()))
        .isEqualTo("id,name,price,picture\n1,\"a, b\",0.5,AAE=\n2,\"\",,\n");
    assertThat(text(Ndjson.standard()))
        .isEqualTo(
            """
            {"id":1,"name":"a, b","price":0.5,"picture":"AAE="}
            {"id":2,"name":"","price":null,"picture":null}
            """);
  }

  private String text(Format format) {
    var text = new StringWriter();
    db.<Long>read(tx -> TableExport.as(format).write(tx, text, ALL));
    return text.toString();
  }

  @Test
  void infinityPassesThroughCsvAndIsRefusedByNdjson() {
    db.write(tx ->
        tx.execute("insert into item values (1, 'up', 9e999, null), (2, 'down', -9e999, null)"));
    String csv = text(Csv.standard());
    db.write(tx -> TableImport.into("copy", Csv.standard()).read(tx, new StringReader(csv)));
    assertThat(differing()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> text(Ndjson.standard()))
        .withMessageContaining("price");
  }

  @Test
  void aFileThatIsThereIsNotOverwrittenAndOneThatFailsIsNotLeft() throws Exception {
    Path there = Files.writeString(folder.resolve("there.csv"), "mine");
    assertThatThrownBy(
            () -> db.<Long>read(tx -> TableExport.as(Csv.standard()).write(tx, there, ALL)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("it is there already");
    assertThat(there).hasContent("mine");
    db.write(tx -> tx.execute("insert into item values (1, 'up', 9e999, null)"));
    Path failed = folder.resolve("failed.ndjson");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> db.<Long>read(tx -> TableExport.as(Ndjson.standard()).write(tx, failed, ALL)));
    assertThat(failed).doesNotExist();
  }

  @Test
  void twoColumnsOfOneNameAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            db.<Long>read(tx ->
                TableExport.as(Csv.standard())
                    .write(tx, new StringWriter(), "select 1 as a, 2 as A")))
        .withMessageContaining("two columns");
  }
}
