package dev.tektite.block;

import dev.tektite.sql.Results;
import dev.tektite.sql.Row;
import dev.tektite.sqlite.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The results of a query of a block.
final class BlockResults<R extends @Nullable Object> implements Results<R> {
  private final BlockTx tx;
  private final String sql;
  private final Object arguments;
  private final Function<? super Row, ? extends R> mapper;

  BlockResults(
      BlockTx tx, String sql, Object arguments, Function<? super Row, ? extends R> mapper) {
    this.tx = tx;
    this.sql = sql;
    this.arguments = arguments;
    this.mapper = mapper;
  }

  @Override
  public R one() {
    Statement statement = start();
    BlockRow row = new BlockRow(statement);
    try {
      if (!statement.step()) {
        throw new IllegalStateException(
            "One row was expected, but there is none: use first where that may happen, in: " + sql);
      }
      R result = mapper.apply(row);
      if (statement.step()) {
        throw new IllegalStateException(
            "One row was expected, but there are more: use first or list, in: " + sql);
      }
      return result;
    } finally {
      finish(statement, row);
    }
  }

  @Override
  public @Nullable R first() {
    Statement statement = start();
    BlockRow row = new BlockRow(statement);
    try {
      return statement.step() ? mapper.apply(row) : null;
    } finally {
      finish(statement, row);
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
    Statement statement = start();
    BlockRow row = new BlockRow(statement);
    try {
      long count = 0;
      while (statement.step()) {
        action.accept(mapper.apply(row));
        count++;
      }
      return count;
    } finally {
      finish(statement, row);
    }
  }

  @Override
  public <T extends @Nullable Object> T stream(Function<? super Stream<R>, ? extends T> use) {
    Statement statement = start();
    BlockRow row = new BlockRow(statement);
    try (Stream<R> stream = StreamSupport.stream(new Rows(statement, row), false)) {
      return use.apply(stream);
    } finally {
      finish(statement, row);
    }
  }

  private Statement start() {
    Statement statement = tx.take(sql, arguments);
    if (statement.columnCount() == 0) {
      tx.giveBack(statement);
      throw new IllegalArgumentException("The statement gives no rows: use execute for: " + sql);
    }
    return statement;
  }

  private void finish(Statement statement, BlockRow row) {
    row.end();
    tx.giveBack(statement);
  }

  /// The rows one by one, for a stream.
  private final class Rows extends Spliterators.AbstractSpliterator<R> {
    private final Statement statement;
    private final BlockRow row;

    Rows(Statement statement, BlockRow row) {
      super(Long.MAX_VALUE, Spliterator.ORDERED);
      this.statement = statement;
      this.row = row;
    }

    @Override
    public boolean tryAdvance(Consumer<? super R> action) {
      row.check();
      if (!statement.step()) {
        return false;
      }
      action.accept(mapper.apply(row));
      return true;
    }
  }
}
