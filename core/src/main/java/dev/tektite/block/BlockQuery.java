package dev.tektite.block;

import dev.tektite.rows.Readers;
import dev.tektite.sql.Query;
import dev.tektite.sql.Results;
import dev.tektite.sql.Row;
import dev.tektite.sqlite.Statement;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A query of a block.
final class BlockQuery implements Query {
  private static final Function<Row, Long> FIRST_LONG = row -> row.asLong(0);
  private static final Function<Row, @Nullable String> FIRST_TEXT = row -> row.asText(0);

  private final BlockTx tx;
  private final String sql;
  private final @Nullable Object arguments;

  BlockQuery(BlockTx tx, String sql, @Nullable Object arguments) {
    this.tx = tx;
    this.sql = sql;
    this.arguments = arguments;
  }

  /// Rows through a function.
  private static final class Mapped<R extends @Nullable Object> extends BlockResults<R> {
    private final Function<? super Row, ? extends R> mapper;

    Mapped(BlockQuery query, Function<? super Row, ? extends R> mapper) {
      super(query.tx, query.sql, query.arguments);
      this.mapper = mapper;
    }

    @Override
    Function<? super Row, ? extends R> mapper(Statement statement) {
      return mapper;
    }
  }

  /// Rows into values of a type.
  private static final class Typed<R> extends BlockResults<R> {
    private final Class<R> type;

    Typed(BlockQuery query, Class<R> type) {
      super(query.tx, query.sql, query.arguments);
      this.type = type;
    }

    @Override
    Function<? super Row, ? extends R> mapper(Statement statement) {
      return Readers.into(type, statement);
    }
  }

  @Override
  public <R> Results<R> into(Class<R> type) {
    return new Typed<>(this, type);
  }

  @Override
  public <R extends @Nullable Object> Results<R> map(Function<? super Row, ? extends R> mapper) {
    return new Mapped<>(this, mapper);
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
