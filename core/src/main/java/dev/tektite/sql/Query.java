package dev.tektite.sql;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A query that is ready to run, once it is said what its rows become.
///
/// *One thread at a time:* the thread that runs the block.
public interface Query {
  /// Rows into records (component names are column names, whatever the case and with or without
  /// underscores) or, for a query of one column, into a single value of a type that [Row#value(int,
  /// Class)] knows.
  <R> Results<R> into(Class<R> type);

  /// Rows through a function. The [Row] works only while the function runs.
  <R extends @Nullable Object> Results<R> map(Function<? super Row, ? extends R> mapper);

  /// The first column as a `long`; NULL is refused.
  Results<Long> asLong();

  /// The first column as text, which may be `null`.
  Results<@Nullable String> asText();
}
