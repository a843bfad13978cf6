package dev.tektite.sqlite;

import org.jspecify.annotations.Nullable;

/// One run of an aggregate function: it is given the rows of a group and then asked for the result.
///
/// What a method throws lets the statement fail and becomes the cause of its failure.
///
/// *One thread at a time:* the owner of the connection.
public interface Aggregate {
  /// Takes a row in.
  ///
  /// @param arguments only valid during the call
  /// @throws Exception lets the statement fail
  void add(Values arguments) throws Exception;

  /// The value for the rows that were taken in, of one of the types of
  /// [ScalarFunction#call(Values)]. It is asked for once, also for a group without rows; for a
  /// [WindowAggregate] any number of times.
  ///
  /// @throws Exception lets the statement fail
  @Nullable Object result() throws Exception;
}
