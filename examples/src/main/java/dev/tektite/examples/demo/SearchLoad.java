package dev.tektite.examples.demo;

import dev.tektite.Database;
import dev.tektite.sql.Row;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Threads that search, one search per read block, and take over the rows that they find.
final class SearchLoad {
  static final int THREADS = 8;

  private SearchLoad() {}

  /// Platform threads, ready to start.
  static Load over(Database db, Catalog catalog) {
    var load = new Load();
    for (int i = 0; i < THREADS; i++) {
      var random = RandomGenerator.of("L64X128MixRandom");
      load.add(
          Thread.ofPlatform().name("search-" + i).factory(), () -> search(db, catalog, random));
    }
    return load;
  }

  private static void search(Database db, Catalog catalog, RandomGenerator random) {
    String words = catalog.searches().get(random.nextInt(catalog.searches().size()));
    List<@Nullable String[]> found =
        db.read(tx -> tx.query(catalog.searchSql(), words).map(SearchLoad::values).list());
    if (found.isEmpty()) {
      throw new IllegalStateException("A search that had found something now finds nothing");
    }
  }

  /// The values of a row as text.
  static @Nullable String[] values(Row row) {
    var values = new @Nullable String[row.columns()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.asText(i);
    }
    return values;
  }
}
