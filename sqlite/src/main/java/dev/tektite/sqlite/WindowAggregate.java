package dev.tektite.sqlite;

/// One run of an aggregate that can be used with `OVER`: rows also leave it, in the order in which
/// they came ([window functions](https://www.sqlite.org/windowfunctions.html)).
///
/// *One thread at a time:* the owner of the connection.
public interface WindowAggregate extends Aggregate {
  /// Lets the oldest row go.
  ///
  /// @param arguments as they were taken in; only valid during the call
  /// @throws Exception lets the statement fail
  void remove(Values arguments) throws Exception;
}
