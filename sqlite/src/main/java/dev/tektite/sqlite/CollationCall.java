package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.ConnectionCalls;
import dev.tektite.sqlite.ffm.Memory;
import java.util.Comparator;

/// The calls of one collation.
///
/// They alone may come from another thread than the connection's: SQLite lets threads of its own
/// help to sort, if it is told to (`PRAGMA threads`). It waits for them before it returns.
final class CollationCall {
  private static final int WRITING = 2;

  private final Connection connection;
  private final String caller;
  private final Comparator<? super String> order;

  CollationCall(Connection connection, String name, Comparator<? super String> order) {
    this.connection = connection;
    this.caller = "the collation " + name;
    this.order = order;
  }

  int compare(int leftBytes, long left, int rightBytes, long right) {
    Callbacks.Frame frame = null;
    try {
      if (connection.isMine()) {
        frame = connection.callbacks.enter(caller, false);
      }
      String one = Memory.text(left, leftBytes);
      String other = Memory.text(right, rightBytes);
      synchronized (this) { // the comparator need not be made for several threads
        return order.compare(one, other);
      }
    } catch (Throwable e) {
      failed(e);
      return 0;
    } finally {
      if (frame != null) {
        connection.callbacks.leave(frame);
      }
    }
  }

  /// SQLite cannot be told and goes on with a wrong answer. It is stopped as soon as it looks, and
  /// if an index may have come out of order by then, its transaction must not be stored.
  private synchronized void failed(Throwable thrown) {
    connection.callbacks.failed(thrown);
    ConnectionCalls.interrupt(connection.handle);
    if (ConnectionCalls.txnState(connection.handle, 0) == WRITING
        && !connection.belongings.onlyRead()) {
      connection.hooks().targets.spoilTransaction(thrown);
    }
  }
}
