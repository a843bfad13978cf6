package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.ConnectionCalls;
import dev.tektite.sqlite.ffm.ExtensionCalls;
import dev.tektite.sqlite.ffm.Memory;

/// The options and limits of a connection.
///
/// *One thread at a time:* the owner of the [Connection].
public final class Settings {
  private static final int ASK = -1;

  private final Connection connection;

  Settings(Connection connection) {
    this.connection = connection;
  }

  /// Whether an option is on.
  ///
  /// @throws UnsupportedOperationException if the library does not know it
  public boolean option(ConnectionOption option) {
    return configure(option, ASK);
  }

  /// Switches an option. Statements may be compiled anew at their next run.
  ///
  /// @throws UnsupportedOperationException if the library does not know it
  public void option(ConnectionOption option, boolean on) {
    configure(option, on ? 1 : 0);
  }

  private boolean configure(ConnectionOption option, int value) {
    connection.check();
    Memory.putInt(connection.slot, 0);
    int code = ExtensionCalls.configure(connection.handle, option.code, value, connection.slot);
    if (code != 0) {
      throw new UnsupportedOperationException(
          "SQLite %s does not know the option %s".formatted(Sqlite.version(), option));
    }
    return Memory.getInt(connection.slot) != 0;
  }

  /// The value of a limit ([limit](https://www.sqlite.org/c3ref/limit.html)).
  public int limit(Limit limit) {
    connection.check();
    return ConnectionCalls.limit(connection.handle, limit.code(), ASK);
  }

  /// Sets a limit, at most to what the library was compiled for.
  ///
  /// @param value 0 or more
  public void limit(Limit limit, int value) {
    connection.check();
    if (value < 0) {
      throw new IllegalArgumentException("expected a limit of 0 or more, but was " + value);
    }
    ConnectionCalls.limit(connection.handle, limit.code(), value);
  }
}
