package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.ConnectionCalls;
import dev.tektite.sqlite.ffm.Memory;
import java.util.Comparator;

/// The calls of one collation.
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
    Callbacks callbacks = connection.callbacks;
    Callbacks.Frame frame = null;
    try {
      frame = callbacks.enter(caller, false);
      return order.compare(Memory.text(left, leftBytes), Memory.text(right, rightBytes));
    } catch (Throwable e) {
      // SQLite cannot be told and goes on with a wrong answer. It is stopped as soon as it looks,
      // and if an index may have come out of order by then, its transaction must not be stored.
      callbacks.failed(e);
      ConnectionCalls.interrupt(connection.handle);
      if (ConnectionCalls.txnState(connection.handle, 0) == WRITING
          && !connection.belongings.onlyRead()) {
        connection.hooks().targets.spoilTransaction(e);
      }
      return 0;
    } finally {
      if (frame != null) {
        callbacks.leave(frame);
      }
    }
  }
}
