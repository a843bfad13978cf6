package dev.tektite.testkit;

import dev.tektite.Database;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;

/// Assertions about a table or view. Each looks at the newest commit.
///
/// *One thread at a time.*
public final class TableAssert extends AbstractAssert<TableAssert, String> {
  private final Database database;

  TableAssert(Database database, String table) {
    super(table, TableAssert.class);
    this.database = database;
  }

  /// Passes if it has so many rows.
  public TableAssert hasRows(long expected) {
    long count =
        database.<Long>read(
            tx -> tx.query("select count(*) from " + quoted(actual)).asLong().one());
    if (count != expected) {
      failWithMessage("Expected %s rows in %s, but there are %s", expected, actual, count);
    }
    return this;
  }

  /// Passes if it has no row.
  public TableAssert isEmpty() {
    return hasRows(0);
  }

  /// Goes on to the integers of a column, in ascending order. NULL is refused.
  public ListAssert<Long> longs(String column) {
    String sql = "select %1$s from %2$s order by %1$s".formatted(quoted(column), quoted(actual));
    return Assertions.assertThat(database.<List<Long>>read(tx -> tx.query(sql).asLong().list()))
        .as("%s.%s", actual, column);
  }

  /// Goes on to the texts of a column, in ascending order; NULL appears as `null`.
  public ListAssert<String> texts(String column) {
    String sql = "select %1$s from %2$s order by %1$s".formatted(quoted(column), quoted(actual));
    return Assertions.assertThat(
            database.<List<String>>read(
                tx -> tx.query(sql).map(row -> String.valueOf(row.asText(0))).list()))
        .as("%s.%s", actual, column);
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
