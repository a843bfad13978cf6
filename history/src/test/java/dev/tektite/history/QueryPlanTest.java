package dev.tektite.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.sql.ReadTx;
import dev.tektite.testkit.DatabaseExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// No statement of the history reads a table from end to end, but where all names are meant.
@ExtendWith(DatabaseExtension.class)
class QueryPlanTest {
  private final Tables tables = new Tables("history");

  private static List<String> plan(ReadTx tx, String sql, Object... arguments) {
    return tx.query("explain query plan " + sql, arguments).map(row -> row.asText(3)).list();
  }

  private void searches(Database db, String table, String sql, Object... arguments) {
    List<String> steps =
        db.read(tx -> plan(tx, sql, arguments)).stream()
            .filter(step -> step.contains("history_") || step.matches(".*\\b[vo]\\b.*"))
            .toList();
    assertThat(steps).isNotEmpty().allMatch(step -> step.startsWith("SEARCH"));
    assertThat(steps).anyMatch(step -> step.contains(table));
  }

  @Test
  void theLatestOfEachRecordIsSearchedByKey(Database db) {
    History.on(db);
    searches(
        db,
        "SEARCH v USING PRIMARY KEY (name=? AND at>? AND at<?)",
        tables.latest,
        "[]",
        0L,
        9L,
        1L);
    searches(
        db,
        "SEARCH o USING PRIMARY KEY (name=? AND at>? AND at<?)",
        tables.latest,
        "[]",
        0L,
        9L,
        1L);
  }

  @Test
  void theOtherQueriesAreSearchedByKey(Database db) {
    History.on(db);
    searches(db, "USING PRIMARY KEY (name=? AND (at,seq)>(?,?)", tables.ahead, 1L, 0L, -1L, 9L, 5);
    searches(db, "USING PRIMARY KEY (name=? AND at>? AND at<?)", tables.back, 1L, 0L, 9L);
    searches(db, "USING PRIMARY KEY (name=? AND at>? AND at<?)", tables.count, "[]", 0L, 9L);
    searches(db, "USING PRIMARY KEY (name=?)", tables.newestVersion, 1L);
    searches(db, "USING PRIMARY KEY (name=? AND at=?)", tables.lastSeq, 1L, 1L);
  }

  @Test
  void namesAreFoundByAnIndex(Database db) {
    History.on(db);
    searches(db, "(name=?)", tables.nameId, "a");
    searches(db, "(name>? AND name<?)", tables.namesInRange, "a.", "a/");
    searches(db, "(name>?)", tables.namesFrom, "a");
    assertThat(db.<List<String>>read(tx -> plan(tx, tables.allNames)))
        .singleElement()
        .asString()
        .contains("COVERING INDEX");
  }

  @Test
  void nothingIsSorted(Database db) {
    History.on(db);
    for (String sql : List.of(tables.ahead, tables.back)) {
      long parameters = sql.equals(tables.ahead) ? 5 : 3;
      Object[] arguments = java.util.Collections.nCopies((int) parameters, 1L).toArray();
      assertThat(db.<List<String>>read(tx -> plan(tx, sql, arguments)))
          .noneMatch(step -> step.contains("TEMP B-TREE"));
    }
  }
}
