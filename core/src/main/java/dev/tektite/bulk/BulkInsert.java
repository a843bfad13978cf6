package dev.tektite.bulk;

import dev.tektite.schema.Identifier;
import dev.tektite.sql.WriteTx;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Rows in any number into one table, by one statement that is compiled once.
///
/// ```java
/// BulkInsert.records("item", Item.class).orUpdate("code").insert(tx, items);
/// ```
///
/// [#insert(WriteTx, Iterable)] is all or nothing: it takes a `tx`, and what it did is undone when
/// it throws, even if the block goes on. [#insertInChunks(WriteDoor, Iterable)] takes the door
/// instead (`db::write`) and stores chunk after chunk: others can write in between, and what was
/// stored stays.
///
/// Rows are read one by one as they are needed. A row that is refused is named by its number, from
/// 1, in an exception of the same type, which has the original as its cause: a
/// [Constraint][dev.tektite.sqlite.DatabaseException.Constraint] stays one. What the source of the
/// rows throws passes on unchanged. An interrupt stops it as it stops every block.
///
/// *Immutable.*
///
/// @param <R> what a row is
public final class BulkInsert<R> {
  private static final int CHUNK_ROWS = 10_000;

  private final Identifier table;
  private final List<String> columns; // of rows by position; or those that records do without
  private final @Nullable Class<R> type;
  private final Conflict conflict;
  private final int chunkRows;
  private final LongConsumer progress;

  private BulkInsert(
      Identifier table,
      List<String> columns,
      @Nullable Class<R> type,
      Conflict conflict,
      int chunkRows,
      LongConsumer progress) {
    this.table = table;
    this.columns = columns;
    this.type = type;
    this.conflict = conflict;
    this.chunkRows = chunkRows;
    this.progress = progress;
  }

  /// Rows as arrays, whose values go into columns by position.
  ///
  /// @param columns names, at least one
  /// @throws IllegalArgumentException if there are none
  public static BulkInsert<@Nullable Object[]> rows(String table, String... columns) {
    return rows(Identifier.of(table), columns);
  }

  /// Rows as arrays, for a table of a certain database.
  ///
  /// @param columns names, at least one
  /// @throws IllegalArgumentException if there are none
  public static BulkInsert<@Nullable Object[]> rows(Identifier table, String... columns) {
    if (columns.length == 0) {
      throw new IllegalArgumentException(
          "The columns of %s that rows go into are missing: name at least one".formatted(table));
    }
    return new BulkInsert<>(table, List.of(columns), null, fail(), CHUNK_ROWS, rows -> {});
  }

  /// Rows as records, each component of which goes into the column of its name, whatever the case
  /// and with or without underscores.
  public static <R extends Record> BulkInsert<R> records(String table, Class<R> type) {
    return records(Identifier.of(table), type);
  }

  /// Rows as records, for a table of a certain database.
  public static <R extends Record> BulkInsert<R> records(Identifier table, Class<R> type) {
    return new BulkInsert<>(table, List.of(), type, fail(), CHUNK_ROWS, rows -> {});
  }

  private static Conflict fail() {
    return Conflict.of(Conflict.Kind.FAIL);
  }

  // ---- how ----

  /// The same, leaving components of the records out: an id that SQLite is to choose, a computed
  /// column.
  ///
  /// @throws IllegalArgumentException if the record has no such component, or rows are no records
  public BulkInsert<R> without(String... components) {
    for (String component : components) {
      if (type == null || !hasComponent(type, component)) {
        throw new IllegalArgumentException(
            "There is no component %s to leave out of %s"
                .formatted(component, type == null ? "rows by position" : type.getSimpleName()));
      }
    }
    return new BulkInsert<>(table, List.of(components), type, conflict, chunkRows, progress);
  }

  private static boolean hasComponent(Class<?> type, String name) {
    return Stream.of(type.getRecordComponents()).anyMatch(each -> each.getName().equals(name));
  }

  /// The same, with rows of the table giving way to those that break a unique rule with them. The
  /// old rows are deleted: what they had in other columns is lost, and foreign keys to them act.
  public BulkInsert<R> orReplace() {
    return with(Conflict.of(Conflict.Kind.REPLACE));
  }

  /// The same, passing over rows that break a rule: `UNIQUE`, `NOT NULL`, `CHECK`, a primary key;
  /// foreign keys excepted.
  public BulkInsert<R> orIgnore() {
    return with(Conflict.of(Conflict.Kind.IGNORE));
  }

  /// The same, updating the row of the table that has the same key: its other columns take what the
  /// new row has; columns that are not inserted stay.
  ///
  /// @param keys the columns of a primary key, or of a unique rule
  public BulkInsert<R> orUpdate(String... keys) {
    if (keys.length == 0) {
      throw new IllegalArgumentException(
          "The key by which rows of %s are found is missing: name its columns".formatted(table));
    }
    return with(new Conflict(Conflict.Kind.UPDATE, List.of(keys)));
  }

  private BulkInsert<R> with(Conflict newConflict) {
    return new BulkInsert<>(table, columns, type, newConflict, chunkRows, progress);
  }

  /// The same with another number of rows in a chunk, which is also the number after which progress
  /// is told; 10 000 unless it is said.
  ///
  /// @throws IllegalArgumentException if it is less than 1
  public BulkInsert<R> chunkRows(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("expected chunks of at least 1 row, but was " + rows);
    }
    return new BulkInsert<>(table, columns, type, conflict, rows, progress);
  }

  /// The same, telling how many rows have gone in so far: after each chunk, on the thread that
  /// inserts. What it throws ends the insert.
  public BulkInsert<R> onProgress(LongConsumer rowsSoFar) {
    return new BulkInsert<>(table, columns, type, conflict, chunkRows, rowsSoFar);
  }

  // ---- all or nothing ----

  /// Inserts all rows or none, in the block of the `tx`.
  ///
  /// @param rows read once, if the block runs once; a block that runs again asks for a new iterator
  /// @throws dev.tektite.sqlite.DatabaseException if a row is refused; the message has its number
  /// @throws IllegalArgumentException if a row has too many or too few values, or one that cannot
  ///   be stored; or if a component has no column
  public BulkResult insert(WriteTx tx, Iterable<? extends R> rows) {
    BulkResult[] result = new BulkResult[1];
    String sql = sql(tx);
    tx.savepoint(part -> {
      var counted = new CountedRows<R>(rows.iterator(), 0, chunkRows, progress);
      result[0] = run(part, sql, counted, "");
      counted.tellTheRest();
    });
    return result[0];
  }

  /// As [#insert(WriteTx, Iterable)], closing the stream at the end. A stream can be read only
  /// once: a block that could run twice must not have it from outside
  /// (`db.with(BlockOptions.named("import").once())`).
  public BulkResult insert(WriteTx tx, Stream<? extends R> rows) {
    try (rows) {
      return insert(tx, once(rows));
    }
  }

  // ---- chunk by chunk ----

  /// Inserts the rows chunk by chunk, each in a block of its own. If a row is refused, its whole
  /// chunk is not stored, those before it are, and the message says how many rows these have.
  ///
  /// @param door `db::write`, or that of `db.with(…)`
  /// @throws dev.tektite.sqlite.DatabaseException if a row is refused, or a block fails
  /// @throws IllegalArgumentException as by [#insert(WriteTx, Iterable)]
  public BulkResult insertInChunks(WriteDoor door, Iterable<? extends R> rows) {
    Iterator<? extends R> all = rows.iterator();
    BulkResult sum = new BulkResult(0, 0);
    while (all.hasNext()) {
      List<R> chunk = nextChunk(all);
      Interrupts.check("The insert into %s".formatted(table), sum.rows());
      sum = sum.plus(insertChunk(door, chunk, sum.rows()));
      progress.accept(sum.rows());
    }
    return sum;
  }

  /// As [#insertInChunks(WriteDoor, Iterable)], closing the stream at the end.
  public BulkResult insertInChunks(WriteDoor door, Stream<? extends R> rows) {
    try (rows) {
      return insertInChunks(door, once(rows));
    }
  }

  private List<R> nextChunk(Iterator<? extends R> all) {
    List<R> chunk = new ArrayList<>(Math.min(chunkRows, CHUNK_ROWS));
    while (chunk.size() < chunkRows && all.hasNext()) {
      chunk.add(all.next());
    }
    return chunk;
  }

  /// The chunk is a list, so that a block that runs again has its rows again.
  private BulkResult insertChunk(WriteDoor door, List<R> chunk, long stored) {
    BulkResult[] result = new BulkResult[1];
    String fate = stored == 0 ? "" : "; rows 1 to %d are stored".formatted(stored);
    door.write(tx -> {
      var counted = new CountedRows<>(chunk.iterator(), stored, Long.MAX_VALUE, progress);
      result[0] = run(tx, sql(tx), counted, fate);
    });
    return result[0];
  }

  // ---- both ----

  @SuppressWarnings("StreamToIterable") // a second run fails, as it should
  private static <T> Iterable<T> once(Stream<T> rows) {
    return rows::iterator;
  }

  private BulkResult run(WriteTx tx, String sql, CountedRows<R> rows, String fate) {
    long before = rows.count();
    try {
      Iterable<R> once = () -> rows;
      long changed = tx.executeBatch(sql, once);
      return new BulkResult(rows.count() - before, changed);
    } catch (RuntimeException e) {
      throw rows.named(e, fate);
    }
  }

  private String sql(WriteTx tx) {
    Layout layout = type == null ? Layout.of(columns) : Layout.of(tx, table, type, columns);
    return layout.sql(table, conflict);
  }
}
