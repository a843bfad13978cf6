package dev.tektite.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvFileTest {
  @TempDir Path folder;

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("people.csv"), content);
  }

  private CsvFile csv(String content) throws IOException {
    return CsvFile.open(file(content.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<List<Object>> rows(CsvFile csv) {
    return csv.rows(rows -> rows.map(List::of).toList());
  }

  @Test
  void quotesEmbeddedNewlinesAndTheMarkOfUtf8AreUnderstood() throws IOException {
    CsvFile csv =
        csv("\uFEFFname,\"note, long\",n\r\nAda,\"two\nlines, \"\"q\"\"\",1\r\nBen,,2\r\n");
    assertThat(csv.columns())
        .containsExactly(
            new Column("name", true), new Column("note, long", true), new Column("n", false));
    assertThat(rows(csv))
        .containsExactly(List.of(1L, "Ada", "two\nlines, \"q\"", "1"), List.of(2L, "Ben", "", "2"));
  }

  @Test
  void theKeyTakesANameThatNoColumnHas() throws IOException {
    assertThat(csv("Row_Number,row_number_\na,b\n").key()).isEqualTo("row_number__");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a,b;1,2;1;3,4            | line 3: expected 2 fields, as in the header, but found 1
          a,b;1,2,3                | line 2: expected 2 fields, as in the header, but found 3
          a,b;"x;y",2;"3"4,5       | line 4: Unexpected character after closing quote
          a,b;x,2;"y,3;z,4         | line 3: Unclosed quoted field
          a,A;1,2                  | the header names "A" twice
          a,,c;1,2,3               | column 2 has no usable name
          a,b                      | has a header, but no rows
          a,b;1,2020-01-01         | has no column with words
          ``                       | is empty
          """)
  void whatIsMalformedIsNamedWithItsLine(String content, String message) {
    assertThatThrownBy(() -> csv(content.replace(';', '\n')))
        .isInstanceOf(DemoFailure.class)
        .hasMessageContaining("people.csv")
        .hasMessageContaining(message);
  }

  @Test
  void anotherEncodingIsNamedWithItsLine() throws IOException {
    Path file = file("name\nAda\nJürgen\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> CsvFile.open(file))
        .isInstanceOf(DemoFailure.class)
        .hasMessageContaining("line 3: this is not UTF-8");
    Path wide = file("name\nAda\n".getBytes(StandardCharsets.UTF_16));
    assertThatThrownBy(() -> CsvFile.open(wide)).hasMessageContaining("line 1: this is not UTF-8");
  }

  @Test
  void aCharacterAcrossTwoChunksIsUtf8() throws IOException {
    assertThat(rows(csv("name\n" + "x".repeat((1 << 16) - 6) + "ü\n"))).hasSize(1);
  }

  @Test
  void aCharacterCutOffAtTheEndIsNotUtf8() throws IOException {
    byte[] cut = "name\nAda\n".concat("\u00FC").getBytes(StandardCharsets.UTF_8);
    Path file = file(Arrays.copyOf(cut, cut.length - 1));
    assertThatThrownBy(() -> CsvFile.open(file)).hasMessageContaining("line 3: this is not UTF-8");
  }

  @Test
  void aMissingFileAndAFolderAreNamed() {
    Path missing = folder.resolve("none.csv");
    assertThatThrownBy(() -> CsvFile.open(missing)).hasMessage("There is no file " + missing);
    assertThatThrownBy(() -> CsvFile.open(folder)).hasMessage(folder + " is not a file");
  }

  @Test
  void moreColumnsThanATableTakesAreRefused() {
    String header = String.join(",", Stream.iterate("c", c -> c + "c").limit(1_991).toList());
    assertThatThrownBy(() -> csv(header + "\nx\n"))
        .isInstanceOf(DemoFailure.class)
        .hasMessageContaining("1991 columns, but a table takes at most 1990");
  }
}
