package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.Memory;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Asks Java for collations that a statement needs and nobody has defined.
final class CollationFinder {
  final long number = Registrations.add(this);

  private final Connection connection;
  private final Function<? super String, ? extends @Nullable Comparator<? super String>> finder;

  CollationFinder(
      Connection connection,
      Function<? super String, ? extends @Nullable Comparator<? super String>> finder) {
    this.connection = connection;
    this.finder = finder;
  }

  void needed(long address) {
    try {
      String name = Memory.textUntilNul(address);
      Callbacks.Frame frame = connection.callbacks.enter("who knows missing collations", false);
      Comparator<? super String> order;
      try {
        order = finder.apply(name);
      } finally {
        connection.callbacks.leave(frame);
      }
      if (order != null) {
        connection.functions().define(name, order);
      }
    } catch (Throwable e) {
      connection.callbacks.failed(e);
    }
  }
}
