package dev.tektite.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.bulk.BulkResult;
import dev.tektite.schema.Identifier;
import dev.tektite.sqlite.DatabaseException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableImportTest {
  private static final TableImport CSV = TableImport.into("item", Csv.standard());
  private static final TableImport NDJSON = TableImport.into("item", Ndjson.standard());

  private final Database db = Database.inMemory();

  @TempDir private Path folder;

  @BeforeEach
  void create() {
    db.write(tx ->
        tx.execute(
            "create table item(id integer primary key, name text not null, n integer default 7,"
                + " upper_name as (upper(name)), data blob)"));
  }

  @AfterEach
  void close() {
    db.close();
  }

  private BulkResult read(TableImport into, String text) {
    return db.writeReturning(tx -> into.read(tx, new StringReader(text)));
  }

  private List<String> stored() {
    return db.read(tx ->
        tx.query("select id || ' ' || name || ' ' || coalesce(n, 'NULL') from item order by id")
            .into(String.class)
            .list());
  }

  @Test
  void namesInTheTextAreColumnsWhateverTheirCaseAndOrder() {
    assertThat(read(CSV, "\ufeffNAME,Id\r\nAda,1\r\n\r\nBen,2")).isEqualTo(new BulkResult(2, 2));
    assertThat(read(NDJSON, "{\"Name\":\"Cy\",\"ID\":3} \n\n {\"ID\":4,\"Name\":\"Di\"}"))
        .isEqualTo(new BulkResult(2, 2));
    assertThat(stored()).containsExactly("1 Ada 7", "2 Ben 7", "3 Cy 7", "4 Di 7");
  }

  @Test
  void valuesOfJsonTakeTheirForms() {
    read(
        NDJSON,
        """
        {"id":1,"name":{"a":[1, "x"]},"n":true}
        {"id":2,"name":[],"n":false}
        {"id":3,"name":1.5,"n":null}
        {"id":4,"name":"d"}
        """);
    assertThat(stored())
        .containsExactly("1 {\"a\":[1,\"x\"]} 1", "2 [] 0", "3 1.5 NULL", "4 d NULL");
  }

  @Test
  void columnsAreChosen() {
    read(CSV.only("id", "name"), "upper_name,strange,name,id\nX,x,Ada,1\n");
    assertThat(stored()).containsExactly("1 Ada 7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id,surname|does not have the column surname",
        "id,upper_name|computes the column upper_name",
        "id,name,NAME|names the column name twice",
        "id,,name|column 2 has no name",
      })
  void columnsThatDoNotFitAreNamed(String header, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(CSV, header + "\n"))
        .withMessageContaining(problem);
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(TableImport.into("gone", Csv.standard()), "a\n1\n"))
        .withMessageContaining("no table gone");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(CSV.only("n"), "id,name\n"))
        .withMessageContaining("does not have the column n");
    assertThatIllegalArgumentException().isThrownBy(() -> CSV.only());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(CSV, ""))
        .withMessageContaining("The text is empty");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "id,name\\n1,Ada\\n2|line 3: expected 2 values, as in the first line, but found 1",
        "id,name\\n1,Ada,3|line 2: expected 2 values, as in the first line, but found 3",
        "id,name\\n1,\"Ada|is no CSV",
        "id,name\\n1,\"Ada\"x\\n|is no CSV",
      })
  void malformedCsvIsNamedByItsLineAndNothingIsStored(String text, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(CSV, text.replace("\\n", "\n")))
        .withMessageContaining(problem);
    assertThat(stored()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"id\":1,\"name\":\"a\"}\\n[]|line 2, has something else than an object",
        "{\"id\":1,\"name\":\"a\"}\\n{\"id\":2,\"nome\":\"b\"}|a key <nome>",
        "{\"id\":1,\"name\":\"a\"}\\n{\"id\":2,|line 2, is no JSON",
        "{\"id\":1,\"name\":\"a\"}\\n{\"id\":2,\"id\":2}|line 2, is no JSON",
        "{\"id\":12345678901234567890,\"name\":\"a\"}|more than 64 bits",
        "{\"id\":1,\"name\":1e999}|too large",
      })
  void malformedJsonIsNamedByItsLineAndNothingIsStored(String text, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(NDJSON, text.replace("\\n", "\n")))
        .withMessageContaining(problem);
    assertThat(stored()).isEmpty();
  }

  @Test
  void aRowThatIsRefusedIsNamedByItsNumber() {
    assertThatExceptionOfType(DatabaseException.Constraint.class)
        .isThrownBy(() -> read(CSV, "id,name\n1,Ada\n2,\n"))
        .withMessageStartingWith("Row 2: ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(CSV, "id,name,data\n1,Ada,AAE=\n2,Ben,secret!\n"))
        .withMessageStartingWith("Row 2: the column data is a blob")
        .withMessageNotContaining("secret");
    assertThat(stored()).isEmpty();
  }

  @Test
  void rowsCanBeUpdatedOrIgnored() {
    read(CSV, "id,name\n1,Ada\n");
    read(CSV.bulk(insert -> insert.orUpdate("id")), "id,name\n1,Ann\n2,Ben\n");
    read(CSV.bulk(insert -> insert.orIgnore()), "id,name\n1,Amy\n3,Cy\n");
    assertThat(stored()).containsExactly("1 Ann 7", "2 Ben 7", "3 Cy 7");
  }

  @Test
  void aFileThatIsNoUtf8OrNotThereIsNamed() throws Exception {
    Path file = folder.resolve("item.csv");
    Files.write(file, "id,name\n1,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> db.write(tx -> CSV.read(tx, file)))
        .isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> db.write(tx -> NDJSON.read(tx, folder.resolve("gone"))))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("gone");
    Files.writeString(file, "id,name\n1\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CSV.readInChunks(db::write, file))
        .withMessageStartingWith("item.csv, line 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"order", "a\"b", "it's", "main.item", "x) values (1); drop table item; --"})
  void noNameBecomesSql(String name) {
    db.write(tx -> {
      tx.execute(
          "create table %s(%s text)".formatted(Identifier.quote(name), Identifier.quote(name)));
      String header = '"' + name.replace("\"", "\"\"") + '"';
      TableImport.into(name, Csv.standard()).read(tx, new StringReader(header + "\nx\n"));
      assertThat(tx.query("select * from " + Identifier.quote(name)).asText().list())
          .containsExactly("x");
    });
    assertThat(stored()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(chars = {'"', '\n', '\r'})
  void whatCannotSeparateIsRefused(char separator) {
    assertThatIllegalArgumentException().isThrownBy(() -> Csv.standard().separator(separator));
  }
}
