package dev.tektite.bulk;

import dev.tektite.rows.CurrentRow;
import dev.tektite.rows.Readers;
import dev.tektite.schema.Identifier;
import dev.tektite.sql.ReadTx;
import dev.tektite.sql.Row;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The rows of a table chunk by chunk, in the order of a key.
///
/// ```java
/// KeyedRead.records("item", Item.class).forEachChunk(db::read, items -> send(items));
/// ```
///
/// Each chunk is found by the key of the row before it, not by counting from the start as `OFFSET`
/// does: the last chunk takes no longer than the first, and rows that come and go in between move
/// none of the others. So the key must be one: the primary key, or columns of a unique index that
/// are `NOT NULL`; a table without either is read by its rowid, which `VACUUM` may change.
///
/// Chunks that are read in blocks of their own ([ReadDoor]) see the newest commit each, and keep
/// nobody from shrinking the log in between. Chunks of one `tx` see one commit.
///
/// *Immutable.*
///
/// @param <R> what a row becomes
public final class KeyedRead<R> {
  private static final int CHUNK_ROWS = 1_000;

  private final Identifier table;
  private final Function<? super Row, ? extends R> mapper;
  private final List<String> key;
  private final String condition;
  private final @Nullable Object[] arguments;
  private final int chunkRows;

  private KeyedRead(
      Identifier table,
      Function<? super Row, ? extends R> mapper,
      List<String> key,
      String condition,
      @Nullable Object[] arguments,
      int chunkRows) {
    this.table = table;
    this.mapper = mapper;
    this.key = key;
    this.condition = condition;
    this.arguments = arguments;
    this.chunkRows = chunkRows;
  }

  /// Rows into records, as by [dev.tektite.sql.Query#into(Class)].
  public static <R extends Record> KeyedRead<R> records(String table, Class<R> type) {
    return records(Identifier.of(table), type);
  }

  /// Rows of a table of a certain database into records.
  public static <R extends Record> KeyedRead<R> records(Identifier table, Class<R> type) {
    return mapped(table, row -> Readers.into(type, ((CurrentRow) row).statement()).apply(row));
  }

  /// Rows through a function, which is given all columns of the table.
  public static <R> KeyedRead<R> mapped(String table, Function<? super Row, ? extends R> mapper) {
    return mapped(Identifier.of(table), mapper);
  }

  /// Rows of a table of a certain database through a function.
  public static <R> KeyedRead<R> mapped(
      Identifier table, Function<? super Row, ? extends R> mapper) {
    return new KeyedRead<>(table, mapper, List.of(), "", new Object[0], CHUNK_ROWS);
  }

  /// The same, in the order of other columns than those of the primary key.
  ///
  /// @param columns those of a unique index, none of which can be NULL
  public KeyedRead<R> by(String... columns) {
    return new KeyedRead<>(table, mapper, List.of(columns), condition, arguments, chunkRows);
  }

  /// The same, of those rows for which a condition is true.
  ///
  /// @param sql trusted: an expression of SQL with `?` parameters
  /// @param values bound to them
  public KeyedRead<R> where(String sql, @Nullable Object... values) {
    return new KeyedRead<>(table, mapper, key, " AND (" + sql + "\n)", values.clone(), chunkRows);
  }

  /// The same with chunks of another size; 1 000 rows unless it is said.
  ///
  /// @throws IllegalArgumentException if it is less than 1
  public KeyedRead<R> chunkRows(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("expected chunks of at least 1 row, but was " + rows);
    }
    return new KeyedRead<>(table, mapper, key, condition, arguments, rows);
  }

  /// Hands over all rows, chunk by chunk, each read in a block of its own, outside of which it is
  /// handed over: the action may open blocks. What it throws ends the read and passes on unchanged.
  ///
  /// @param door `db::read`, or that of `db.with(…)`
  /// @return how many rows there were
  /// @throws IllegalArgumentException if there is no such table, or the key is none
  public long forEachChunk(ReadDoor door, Consumer<? super List<R>> action) {
    ReadKey found = door.read(tx -> ReadKey.of(tx, table, key));
    return forEach(last -> door.read(tx -> chunk(tx, found, last)), action);
  }

  /// Hands over all rows as one commit has them, chunk by chunk, in the block of the `tx`.
  ///
  /// @return how many rows there were
  /// @throws IllegalArgumentException if there is no such table, or the key is none
  public long forEachChunk(ReadTx tx, Consumer<? super List<R>> action) {
    ReadKey found = ReadKey.of(tx, table, key);
    return forEach(last -> chunk(tx, found, last), action);
  }

  private long forEach(
      Function<@Nullable Object[], Chunk<R>> read, Consumer<? super List<R>> action) {
    long count = 0;
    @Nullable Object[] last = new Object[0];
    while (true) {
      Interrupts.check("The read of %s".formatted(table), count);
      Chunk<R> chunk = read.apply(last);
      if (chunk.rows.isEmpty()) {
        return count;
      }
      count += chunk.rows.size();
      last = chunk.last;
      action.accept(chunk.rows);
      if (chunk.rows.size() < chunkRows) {
        return count;
      }
    }
  }

  /// One chunk: a page, say.
  ///
  /// @param last the key of the row before it, in the order of the columns; none for the first
  /// @return at most as many rows as a chunk has
  /// @throws IllegalArgumentException if there is no such table, or the key is none, or has another
  ///   number of columns
  public List<R> after(ReadTx tx, @Nullable Object... last) {
    ReadKey found = ReadKey.of(tx, table, key);
    if (last.length != 0 && last.length != found.size()) {
      throw new IllegalArgumentException(
          "The key %s of %s has %d columns, but %d values were given"
              .formatted(found.order(), table, found.size(), last.length));
    }
    return chunk(tx, found, last).rows;
  }

  /// Rows with the key of the last one.
  private static final class Chunk<R> {
    private final List<R> rows;
    private final @Nullable Object[] last;

    Chunk(List<R> rows, @Nullable Object[] last) {
      this.rows = rows;
      this.last = last;
    }
  }

  private Chunk<R> chunk(ReadTx tx, ReadKey found, @Nullable Object[] last) {
    @Nullable Object[] values =
        Stream.of(last, arguments, new Object[] {chunkRows}).flatMap(Stream::of).toArray();
    @Nullable Object[] latest = new @Nullable Object[found.size()];
    List<R> rows =
        tx.query(sql(found, last.length == 0), values)
            .<R>map(row -> {
              int first = row.columns() - latest.length;
              for (int i = 0; i < latest.length; i++) {
                latest[i] = row.value(first + i, Object.class);
              }
              return mapper.apply(row);
            })
            .list();
    return new Chunk<>(rows, latest);
  }

  private String sql(ReadKey found, boolean fromTheStart) {
    return "SELECT t.*%s FROM %s AS t WHERE %s%s ORDER BY %s LIMIT ?"
        .formatted(
            found.results(),
            table.quoted(),
            fromTheStart ? "true" : found.condition(),
            condition,
            found.order());
  }
}
