package dev.tektite.sql;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The results of a query, fetched by one of five verbs. Each verb runs the query anew.
///
/// *One thread at a time:* the thread that runs the block.
///
/// @param <R> what a row becomes
public interface Results<R extends @Nullable Object> {
  /// The only row.
  ///
  /// @throws IllegalStateException if there is none, or more than one
  R one();

  /// The first row, or `null` if there is none. The rest is not fetched.
  @Nullable R first();

  /// All rows.
  ///
  /// @return an unmodifiable list in the query's order
  List<R> list();

  /// Hands over the rows one by one, without keeping them. What the action throws ends the run and
  /// passes on unchanged.
  ///
  /// @return how many there were
  long forEach(Consumer<? super R> action);

  /// Lends a lazy stream of the rows: `stream(rows -> rows.limit(5).toList())`. It works only until
  /// `use` returns, and stays on the thread of the block even if it is made parallel.
  ///
  /// @return what `use` returned
  <T extends @Nullable Object> T stream(Function<? super Stream<R>, ? extends T> use);
}
