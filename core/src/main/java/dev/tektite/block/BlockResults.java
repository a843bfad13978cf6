package dev.tektite.block;

import dev.tektite.rows.CurrentRow;
import dev.tektite.rows.Excerpt;
import dev.tektite.sql.Results;
import dev.tektite.sql.Row;
import dev.tektite.sqlite.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The results of a query of a block.
abstract class BlockResults<R extends @Nullable Object> implements Results<R> {
  private final BlockTx tx;
  private final String sql;
  private final @Nullable Object arguments;

  BlockResults(BlockTx tx, String sql, @Nullable Object arguments) {
    this.tx = tx;
    this.sql = sql;
    this.arguments = arguments;
  }

  /// What makes values of rows.
  ///
  /// @param statement one that has made its first step, so that its columns are final
  abstract Function<? super Row, ? extends R> mapper(Statement statement);

  @Override
  public R one() {
    CurrentRow row = start();
    try {
      boolean found = row.next();
      Function<? super Row, ? extends R> mapper = mapper(row.statement());
      if (!found) {
        throw new IllegalStateException(
            "One row was expected, but there is none: use first where that may happen, in: "
                + Excerpt.of(sql));
      }
      R result = mapper.apply(row);
      if (row.next()) {
        throw new IllegalStateException(
            "One row was expected, but there are more: use first or list, in: " + Excerpt.of(sql));
      }
      return result;
    } finally {
      finish(row);
    }
  }

  @Override
  public @Nullable R first() {
    CurrentRow row = start();
    try {
      boolean found = row.next();
      Function<? super Row, ? extends R> mapper = mapper(row.statement());
      return found ? mapper.apply(row) : null;
    } finally {
      finish(row);
    }
  }

  @Override
  public List<R> list() {
    List<R> list = new ArrayList<>();
    forEach(list::add);
    return Collections.unmodifiableList(list);
  }

  @Override
  public long forEach(Consumer<? super R> action) {
    CurrentRow row = start();
    try {
      boolean found = row.next();
      Function<? super Row, ? extends R> mapper = mapper(row.statement());
      long count = 0;
      while (found) {
        action.accept(mapper.apply(row));
        count++;
        found = row.next();
      }
      return count;
    } finally {
      finish(row);
    }
  }

  @Override
  public <T extends @Nullable Object> T stream(Function<? super Stream<R>, ? extends T> use) {
    CurrentRow row = start();
    try (Stream<R> stream = StreamSupport.stream(new Lent(row), false)) {
      return use.apply(stream);
    } finally {
      finish(row);
    }
  }

  private CurrentRow start() {
    Statement statement = tx.take(sql, arguments);
    if (statement.columnCount() == 0) {
      tx.giveBack(statement);
      throw new IllegalArgumentException(
          "The statement gives no rows: use execute, in: " + Excerpt.of(sql));
    }
    return new CurrentRow(statement);
  }

  private void finish(CurrentRow row) {
    Statement statement = row.statement();
    row.end();
    tx.giveBack(statement, row.count());
  }

  /// The rows one by one, for a stream. It is never split, so that a parallel stream stays on the
  /// thread of the block.
  private final class Lent implements Spliterator<R> {
    private final CurrentRow row;
    private @Nullable Function<? super Row, ? extends R> mapper;
    private boolean over;

    Lent(CurrentRow row) {
      this.row = row;
    }

    @Override
    public boolean tryAdvance(Consumer<? super R> action) {
      if (row.isGone()) {
        throw new IllegalStateException(
            "The stream was lent to a function that has returned: read from it inside, and return"
                + " what it gave, in: "
                + Excerpt.of(sql));
      }
      over = over || !row.next();
      Function<? super Row, ? extends R> known = mapper;
      if (known == null) {
        known = mapper(row.statement());
        mapper = known;
      }
      if (over) {
        return false;
      }
      action.accept(known.apply(row));
      return true;
    }

    @Override
    public @Nullable Spliterator<R> trySplit() {
      return null;
    }

    @Override
    public long estimateSize() {
      return Long.MAX_VALUE;
    }

    @Override
    public int characteristics() {
      return ORDERED;
    }
  }
}
