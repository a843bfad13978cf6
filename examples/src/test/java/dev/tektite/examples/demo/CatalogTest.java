package dev.tektite.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {
  @TempDir Path folder;

  private Path csv(String... lines) throws IOException {
    return Files.write(folder.resolve("a.csv"), List.of(lines));
  }

  private Database open() {
    return Database.open(folder.resolve("a.db"));
  }

  @Test
  void everySearchFindsSomething() throws IOException {
    CsvFile source = CsvFile.open(csv("title,n", "The great wall,1", "a \"small\" house,2"));
    try (Database db = open()) {
      Catalog catalog = Catalog.load(db, source, _ -> {});
      assertThat(catalog.rows()).isEqualTo(2);
      assertThat(catalog.searches()).hasSize(2);
      for (String words : catalog.searches()) {
        String title =
            db.read(tx -> tx.query(catalog.searchSql(), words).map(row -> row.asText(1)).one());
        assertThat(title).contains(words.split("\"")[1]);
      }
    }
  }

  @Test
  void anyNameCanBeAColumn() throws IOException {
    String names = "rank,rowid,data,search,t0,\"a \"\"b\"\"\",select,oid,_rowid_,t1";
    CsvFile source = CsvFile.open(csv(names, "a,b,c,d,e,f,g,h,i,j"));
    try (Database db = open()) {
      Catalog catalog = Catalog.load(db, source, _ -> {});
      assertThat(catalog.rows()).isOne();
      assertThat(catalog.keys()).hasSize(1);
    }
  }

  @Test
  void manyColumnsCanBeSearched() throws IOException {
    String header = String.join(",", IntStream.range(0, 1_990).mapToObj(i -> "c" + i).toList());
    try (Database db = open()) {
      Catalog catalog =
          Catalog.load(db, CsvFile.open(csv(header, header.replace('c', 'w'))), _ -> {});
      assertThat(catalog.searches()).hasSize(1);
    }
  }

  @Test
  void aRowThatTurnsOutMalformedLeavesNothingBehind() throws IOException {
    Path file = csv("name", "Ada", "Ben");
    CsvFile source = CsvFile.open(file);
    Files.writeString(file, "\"Cleo\"x\n", StandardOpenOption.APPEND);
    try (Database db = open()) {
      assertThatThrownBy(() -> Catalog.load(db, source, _ -> {}))
          .isInstanceOf(DemoFailure.class)
          .hasMessageContaining("a.csv, line 4");
      long tables =
          db.<Long>read(tx -> tx.query("select count(*) from sqlite_schema").asLong().one());
      assertThat(tables).isZero();
    }
  }

  @Test
  void wordsThatTheIndexDoesNotKnowAreSaidSo() throws IOException {
    CsvFile source = CsvFile.open(csv("name", "x".repeat(100)));
    try (Database db = open()) {
      assertThatThrownBy(() -> Catalog.load(db, source, _ -> {}))
          .isInstanceOf(DemoFailure.class)
          .hasMessageContaining("No word of the data");
    }
  }
}
