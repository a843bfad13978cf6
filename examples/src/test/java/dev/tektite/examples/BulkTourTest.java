package dev.tektite.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tektite.BlockOptions;
import dev.tektite.Database;
import dev.tektite.bulk.BulkInsert;
import dev.tektite.bulk.BulkResult;
import dev.tektite.bulk.JsonList;
import dev.tektite.bulk.KeyedRead;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.transfer.Csv;
import dev.tektite.transfer.Ndjson;
import dev.tektite.transfer.TableExport;
import dev.tektite.transfer.TableImport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the guide to bulk data shows.
class BulkTourTest {
  // @start region=item
  record Item(long id, String code, double price) {}

  // @end

  private final List<String> log = new ArrayList<>();
  private final Database db = Database.temporary();

  @TempDir private Path folder;

  @BeforeEach
  void create() {
    db.write(tx ->
        tx.execute(
            "create table item("
                + "id integer primary key, code text not null unique, price real check (price >= 0))"));
  }

  @AfterEach
  void close() {
    db.close();
  }

  private static Stream<Item> items(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> new Item(i, "code " + i, i));
  }

  private long count() {
    return db.<Long>read(tx -> tx.query("select count(*) from item").asLong().one());
  }

  private void log(Object line) {
    log.add(String.valueOf(line));
  }

  @Test
  void recordsGoInAllOrNothing() {
    List<Item> items = items(3).toList();
    // @start region=records
    BulkResult result =
        db.writeReturning(tx -> BulkInsert.records("item", Item.class).insert(tx, items));
    // @end
    assertThat(result).isEqualTo(new BulkResult(3, 3));
  }

  @Test
  void rowsThatAreThereAreUpdated() {
    List<Item> items = items(3).toList();
    // @start region=conflict
    BulkInsert<Item> insert =
        BulkInsert.records("item", Item.class)
            .without("id") // SQLite is to choose it
            .orUpdate("code"); // or orReplace(), or orIgnore()
    db.write(tx -> insert.insert(tx, items));
    // @end
    db.write(tx -> insert.insert(tx, List.of(new Item(0, "code 2", 20))));
    assertThat(
            db.<Double>read(
                tx -> tx.query("select price from item where id = 2").into(Double.class).one()))
        .isEqualTo(20);
  }

  @Test
  void rowsGoInChunkByChunk() {
    Stream<Item> endless = items(25_000);
    // @start region=chunks
    BulkResult result =
        BulkInsert.records("item", Item.class)
            .chunkRows(5_000)
            .onProgress(rows -> log(rows + " rows are stored"))
            .insertInChunks(db::write, endless);
    // @end
    assertThat(result.rows()).isEqualTo(25_000);
    assertThat(log).hasSize(5).endsWith("25000 rows are stored");
  }

  @Test
  void aStreamFromOutsideIsReadOnce() {
    Stream<Item> stream = items(10);
    // @start region=once
    db.with(BlockOptions.named("import").once())
        .write(tx -> BulkInsert.records("item", Item.class).insert(tx, stream));
    // @end
    assertThat(count()).isEqualTo(10);
  }

  @Test
  void theBadRowIsNamed() {
    List<Item> items = List.of(new Item(1, "a", 1), new Item(2, "b", -1));
    assertThatExceptionOfType(DatabaseException.Constraint.class)
        .isThrownBy(() -> {
          // @start region=bad-row
          try {
            db.write(tx -> BulkInsert.records("item", Item.class).insert(tx, items));
          } catch (DatabaseException.Constraint e) {
            log(e.getMessage()); // Row 2: CHECK constraint failed: price >= 0 …
            throw e;
          }
          // @end
        });
    assertThat(log.getFirst()).startsWith("Row 2: CHECK constraint failed: price >= 0");
    assertThat(count()).isZero();
  }

  @Test
  void tablesAreReadInChunksByKey() {
    db.write(tx -> BulkInsert.records("item", Item.class).insert(tx, items(2_500)));
    // @start region=keyed
    long count =
        KeyedRead.records("item", Item.class)
            .where("price > ?", 10)
            .forEachChunk(db::read, chunk -> log(chunk.size()));
    // @end
    assertThat(count).isEqualTo(2_490);
    assertThat(log).containsExactly("1000", "1000", "490");
  }

  @Test
  void pagesFollowTheLastRow() {
    db.write(tx -> BulkInsert.records("item", Item.class).insert(tx, items(50)));
    // @start region=pages
    KeyedRead<Item> pages = KeyedRead.records("item", Item.class).by("code").chunkRows(20);
    List<Item> first = db.read(tx -> pages.after(tx));
    List<Item> second = db.read(tx -> pages.after(tx, first.getLast().code()));
    // @end
    assertThat(first).hasSize(20);
    assertThat(second).hasSize(20).doesNotContainAnyElementsOf(first);
  }

  @Test
  void listsAreBoundAsOneValue() {
    db.write(tx -> BulkInsert.records("item", Item.class).insert(tx, items(50)));
    List<String> codes = List.of("code 2", "code 3", "it's not there");
    // @start region=in-list
    List<Item> found =
        db.read(tx ->
            tx.query(
                    "select * from item where code in (select value from json_each(?))",
                    JsonList.of(codes))
                .into(Item.class)
                .list());
    // @end
    assertThat(found).extracting(Item::id).containsExactly(2L, 3L);
  }

  @Test
  void tablesTravelAsText() {
    db.write(tx -> BulkInsert.records("item", Item.class).insert(tx, items(50)));
    Path csv = folder.resolve("items.csv");
    Path json = folder.resolve("items.ndjson");
    // @start region=export
    db.read(tx -> {
      TableExport.as(Csv.standard()).write(tx, csv, "select * from item order by id");
      return TableExport.as(Ndjson.standard())
          .write(tx, json, "select * from item where price > ? order by id", 40);
    });
    // @end
    db.write(tx -> tx.execute("delete from item"));
    // @start region=import
    db.write(tx -> TableImport.into("item", Csv.standard()).read(tx, csv)); // all or nothing
    TableImport.into("item", Ndjson.standard())
        .bulk(insert -> insert.orIgnore().chunkRows(500))
        .readInChunks(db::write, json);
    // @end
    assertThat(count()).isEqualTo(50);
  }
}
