package dev.tektite.sqlite;

import java.time.Duration;

/// Is told which statements run, and for how long
/// ([trace_v2](https://www.sqlite.org/c3ref/trace_v2.html)).
///
/// It gets their text with parameters, never with the values that were bound: a log is no place for
/// them. It must not use the connection.
///
/// *One thread at a time:* the one that uses the connection.
public interface Trace {
  /// Is told that a statement begins to run.
  ///
  /// @param sql its text, or a comment `-- …` that names the trigger that begins within it
  default void started(String sql) {}

  /// Is told that a run has ended.
  ///
  /// @param sql the text of the statement
  /// @param time from the first step on, as precise as SQLite's clock: a millisecond
  default void finished(String sql, Duration time) {}
}
