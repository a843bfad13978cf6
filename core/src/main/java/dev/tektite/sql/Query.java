package dev.tektite.sql;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A query that is ready to run, once it is said what its rows become.
///
/// *One thread at a time:* the thread that runs the block.
public interface Query {
  /// Rows into records or, for a query of one column, into values of a single type.
  ///
  /// Each component of the record takes the column of its name, whatever the case and with or
  /// without underscores: `createdAt` takes `created_at`, unless there is a `createdAt`. Every
  /// component needs a column; columns without a component are passed over, so that `select *` goes
  /// on working when the table grows. NULL becomes `null` and is refused by primitives. Components
  /// have the types of the [table][dev.tektite.sql]. The record may be private or local; in a
  /// module of its own its package must be opened to `dev.tektite`, or the record be public and
  /// exported.
  ///
  /// A single value is never `null`: leave such rows out by the query, or use [#map(Function)].
  ///
  /// Whatever does not fit is refused by the verb that fetches, with an [IllegalArgumentException]
  /// that names column and component.
  ///
  /// @param type a record class, or a type of the table; for generic records the raw class, whose
  ///   components of a type variable take what is stored
  <R> Results<R> into(Class<R> type);

  /// Rows through a function. The [Row] works only while the function runs. What it throws passes
  /// on unchanged.
  <R extends @Nullable Object> Results<R> map(Function<? super Row, ? extends R> mapper);

  /// The first column as a `long`; NULL is refused.
  Results<Long> asLong();

  /// The first column as text, which may be `null`.
  Results<@Nullable String> asText();
}
