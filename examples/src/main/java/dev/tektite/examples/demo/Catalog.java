package dev.tektite.examples.demo;

import dev.tektite.BlockOptions;
import dev.tektite.Database;
import dev.tektite.sql.ReadTx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// A source that has been loaded into a database and indexed, ready to be searched.
///
/// *Immutable.*
///
/// @param searchSql gives rows for an FTS5 expression
/// @param searches expressions that are known to find something
/// @param keys some keys of rows, for those who write about them
record Catalog(
    String rowsAre,
    long rows,
    Duration loading,
    String searchSql,
    List<String> searches,
    List<Long> keys) {
  private static final int SAMPLES = 1_000;
  private static final int REPORT_EVERY = 4_096;

  /// Loads all of a source in one block, so that nothing is imported by halves.
  ///
  /// @param progress told now and then what is being done
  static Catalog load(Database db, Source source, Consumer<String> progress) {
    long begin = System.nanoTime();
    Table table = Table.of(source);
    long rows =
        db.with(BlockOptions.named("import").alone())
            .writeReturning(tx -> {
              tx.executeScript(table.schema());
              long[] count = {0};
              long inserted =
                  source.rows(all ->
                      tx.executeBatch(
                          table.insert(),
                          all.peek(_ -> {
                            if (++count[0] % REPORT_EVERY == 0) {
                              progress.accept("loading: %,d rows".formatted(count[0]));
                            }
                          })));
              progress.accept("indexing: %,d rows".formatted(inserted));
              tx.execute(table.index());
              return inserted;
            });
    Duration loading = Duration.ofNanos(System.nanoTime() - begin);
    long step = Math.max(1, rows / SAMPLES);
    return db.read(tx ->
        new Catalog(
            source.rowsAre(),
            rows,
            loading,
            table.search(),
            searches(tx, table, step),
            tx.query(table.keys(), SAMPLES).asLong().list()));
  }

  /// Two words of a row, or its only one, for each row of a sample. The choice is the same each
  /// time, so that runs can be compared.
  private static List<String> searches(ReadTx tx, Table table, long step) {
    var random = new Random(1);
    List<String> searches = new ArrayList<>();
    tx.query(table.sample(), step)
        .map(SearchLoad::values)
        .forEach(texts -> {
          List<String> words = new ArrayList<>(Words.of(String.join(" ", texts)));
          Collections.shuffle(words, random);
          if (!words.isEmpty()) {
            searches.add(expression(words.subList(0, Math.min(2, words.size()))));
          }
        });
    // The index may cut rare scripts otherwise than Java does.
    searches.removeIf(
        search -> tx.query(table.search(), search).map(row -> row.columns()).first() == null);
    if (searches.isEmpty()) {
      throw new DemoFailure("No word of the data can be found by the index");
    }
    return List.copyOf(searches);
  }

  private static String expression(List<String> words) {
    return "\"" + String.join("\" \"", words) + "\"";
  }
}
