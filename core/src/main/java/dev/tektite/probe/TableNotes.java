package dev.tektite.probe;

import dev.tektite.block.BlockConnection;
import dev.tektite.sqlite.Action;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The tables that the statements of one connection read and change, and those of the block that
/// runs on it.
///
/// *One thread at a time:* the thread that has the connection.
final class TableNotes implements Consumer<Action> {
  /*
   * SQLite asks the authorizer about every table while it compiles a statement, those of triggers,
   * views and foreign keys included. What it asked is kept by the text of the statement: a call of C
   * into Java for each row that changes would be too dear.
   *
   * A statement that was compiled before anybody looked is compiled once more, for its tables alone.
   * A changed schema makes SQLite compile a statement again in the middle of its run: then nothing
   * that was kept is trusted any more, and what is asked counts for the block that runs.
   */

  private static final int MOST_KEPT = 1_000;

  /// A use of a statement that is under way.
  private record Use(Statement statement, StatementTables tables, long changesBefore) {}

  private final Map<String, StatementTables> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final Deque<Use> underWay = new ArrayDeque<>();
  private boolean compiling;
  private @Nullable StatementTables compiled;
  private BlockTables block = new BlockTables();

  private TableNotes() {}

  /// The notes of a connection; they are begun if there are none yet.
  static TableNotes of(BlockConnection connection) {
    if (connection.guard().told() instanceof TableNotes notes) {
      return notes;
    }
    var notes = new TableNotes();
    connection.guard().tell(notes);
    return notes;
  }

  /// A block begins to run on the connection.
  ///
  /// @return where its tables will be
  BlockTables beginBlock() {
    block = new BlockTables();
    underWay.clear();
    compiling = false;
    compiled = null;
    return block;
  }

  /// The block has ended: its tables stay as they are.
  void endBlock() {
    block = new BlockTables();
  }

  @Override
  public void accept(Action action) {
    if (compiling) {
      StatementTables into = compiled;
      if (into == null) {
        into = new StatementTables();
        compiled = into;
      }
      into.add(action);
    } else {
      kept.clear();
      var again = new StatementTables();
      again.add(action);
      block.add(again, true);
    }
  }

  void seeks() {
    compiling = true;
    compiled = null;
  }

  void begins(Statement statement) {
    compiling = false;
    StatementTables tables = compiled;
    compiled = null;
    if (tables == null) {
      tables = kept.get(statement.sql());
    }
    if (tables == null) {
      tables = compile(statement);
    }
    keep(statement.sql(), tables);
    underWay.push(new Use(statement, tables, statement.connection().totalChanges()));
  }

  /// Compiles a statement once more, to see which tables it is about.
  private StatementTables compile(Statement statement) {
    seeks();
    try {
      statement.connection().prepare(statement.sql()).close();
      return compiled == null ? new StatementTables() : compiled;
    } catch (RuntimeException e) {
      block.changes().incomplete();
      return new StatementTables();
    } finally {
      compiling = false;
      compiled = null;
    }
  }

  private void keep(String sql, StatementTables tables) {
    kept.put(sql, tables);
    if (kept.size() > MOST_KEPT) {
      kept.remove(kept.keySet().iterator().next());
    }
  }

  void ends(Statement statement) {
    while (!underWay.isEmpty()) {
      Use use = underWay.pop();
      Connection connection = statement.connection();
      block.add(use.tables(), connection.totalChanges() != use.changesBefore());
      if (use.statement() == statement) {
        return;
      }
    }
  }
}
