package dev.tektite.block;

import dev.tektite.sql.Query;
import dev.tektite.sql.Results;
import dev.tektite.sql.Row;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A query of a block.
final class BlockQuery implements Query {
  private static final Function<Row, Long> FIRST_LONG = row -> row.asLong(0);
  private static final Function<Row, @Nullable String> FIRST_TEXT = row -> row.asText(0);

  private final BlockTx tx;
  private final String sql;
  private final Object arguments;

  BlockQuery(BlockTx tx, String sql, Object arguments) {
    this.tx = tx;
    this.sql = sql;
    this.arguments = arguments;
  }

  @Override
  public <R> Results<R> into(Class<R> type) {
    throw new IllegalArgumentException(type.getName());
  }

  @Override
  public <R extends @Nullable Object> Results<R> map(Function<? super Row, ? extends R> mapper) {
    return new BlockResults<>(tx, sql, arguments, mapper);
  }

  @Override
  public Results<Long> asLong() {
    return map(FIRST_LONG);
  }

  @Override
  public Results<@Nullable String> asText() {
    return map(FIRST_TEXT);
  }
}
