package dev.tektite.sql;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A transaction that writes; everything that a [ReadTx] can do as well.
///
/// It is committed when the block returns and undone when the block throws. `BEGIN`, `COMMIT`,
/// `ROLLBACK`, `SAVEPOINT`, `ATTACH` and pragmas that reach beyond the block are refused.
///
/// *One thread at a time:* the thread that runs the block, and only until the block ends.
public interface WriteTx extends ReadTx {
  /// Runs one statement.
  ///
  /// @return how many rows it inserted, updated or deleted, without those of triggers; 0 for a
  ///   statement that does none of these
  long execute(String sql, @Nullable Object... arguments);

  /// Runs one statement with named parameters such as `:owner`.
  ///
  /// @return as [#execute(String, Object...)]
  long execute(String sql, Map<String, ? extends @Nullable Object> arguments);

  /// Runs one statement with named parameters that are the components of a record.
  ///
  /// @return as [#execute(String, Object...)]
  long execute(String sql, Record arguments);

  /// Runs one `INSERT` that must put a new row in.
  ///
  /// @return the [rowid](https://www.sqlite.org/rowidtable.html) of the row
  /// @throws IllegalStateException if no new row went in (an `INSERT OR IGNORE` that ignored, or an
  ///   upsert that updated), or if the table has no rowids
  long insert(String sql, @Nullable Object... arguments);

  /// Runs one `INSERT` with named parameters such as `:owner`.
  ///
  /// @return as [#insert(String, Object...)]
  long insert(String sql, Map<String, ? extends @Nullable Object> arguments);

  /// Runs one `INSERT` with named parameters that are the components of a record.
  ///
  /// @return as [#insert(String, Object...)]
  long insert(String sql, Record arguments);

  /// Runs one statement once for each row of values, compiled once.
  ///
  /// @param rows read lazily, so that any number fits; each an `Object[]` or a [java.util.List]
  ///   with the values by position, a [Map] or a record with the values by name, or else the value
  ///   of the only parameter
  /// @return how many rows were changed in all
  long executeBatch(String sql, Iterable<? extends @Nullable Object> rows);

  /// Runs one statement once for each row of values, compiled once.
  ///
  /// @param rows as in [#executeBatch(String, Iterable)]; closed at the end
  /// @return how many rows were changed in all
  long executeBatch(String sql, Stream<? extends @Nullable Object> rows);

  /// Runs the statements of a script one after another. The text is trusted: it must not be built
  /// from what users type.
  void executeScript(String script);

  /// Runs a part of the block that is undone alone when it throws; the exception passes on. Of a
  /// part that was undone, what it gave to `afterCommit` is forgotten, and what it gave to
  /// `afterRollback` is run when the block is over, however that ends.
  void savepoint(Consumer<? super WriteTx> part);

  /// Runs an action on this thread after the block's commit has been stored, before the call that
  /// wrote returns. What it throws is reported and not passed on.
  void afterCommit(Runnable action);

  /// Runs an action on this thread after the block has been undone. What it throws is reported and
  /// not passed on. A block that is undone and run again calls it once, when it has finally failed.
  void afterRollback(Runnable action);
}
