package dev.tektite.sqlite;

import org.jspecify.annotations.Nullable;

/// Says what a statement may do, asked while the statement is being compiled
/// ([set_authorizer](https://www.sqlite.org/c3ref/set_authorizer.html)).
///
/// SQLite compiles statements anew by itself when the schema has changed, so it may be asked in the
/// middle of a run too. It must not use the connection. What it throws denies the action and
/// becomes the cause of the statement's failure.
///
/// *One thread at a time:* the one that uses the connection.
@FunctionalInterface
public interface Authorizer {
  /// Decides about one action.
  ///
  /// @param action what the statement is about to do; only valid during the call
  Decision decide(Action action);

  /// What an authorizer answers.
  ///
  /// *Immutable.*
  final class Decision {
    /// The statement may do it.
    public static final Decision ALLOW = new Decision(0, null);

    /// The statement is compiled as if the action were not there: a column that must not be read is
    /// NULL, a row that must not be deleted stays.
    public static final Decision IGNORE = new Decision(2, null);

    /// The statement fails with SQLite's own words.
    public static final Decision DENY = new Decision(1, null);

    final int code;
    final @Nullable String message;

    private Decision(int code, @Nullable String message) {
      this.code = code;
      this.message = message;
    }

    /// The statement fails with [DatabaseException.Rejected] and this message.
    ///
    /// @param message why, and what to do instead
    public static Decision deny(String message) {
      return new Decision(1, message);
    }
  }
}
