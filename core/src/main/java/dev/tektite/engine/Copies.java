package dev.tektite.engine;

import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseImage;
import dev.tektite.sqlite.ImageMode;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes copies of a database while it is in use.
///
/// *Safe for any number of threads.*
final class Copies {
  /*
   * SQLite's copying starts over whenever another connection has written to the source, so that
   * writers could starve it. Here the source cannot change while it is copied:
   *
   *   with a log         a reader of its own in a read transaction; writers go on
   *   a file without     the turn, held for as long as the copying takes; blocks wait
   *   in memory          a private image, taken with the turn
   */

  private final Opener opener;
  private final String file;
  private final Writer writer;
  private final boolean concurrent;
  private final Closing closing;
  private final CopySources sources;

  Copies(
      Opener opener,
      String file,
      Writer writer,
      boolean concurrent,
      Closing closing,
      CopySources sources) {
    this.opener = opener;
    this.file = file;
    this.writer = writer;
    this.concurrent = concurrent;
    this.closing = closing;
    this.sources = sources;
  }

  /// Runs an action with a source of its own.
  ///
  /// @param pinned whether the source stays at one commit from before the action begins; else it
  ///   has no transaction open, and each statement pins the newest
  <T extends @Nullable Object> T from(
      String label,
      BlockLimits limits,
      boolean pinned,
      Function<? super CopySource, ? extends T> action) {
    closing.check();
    if (concurrent) {
      return run(opener::reader, label, limits, pinned, action);
    }
    var turn = new Turn(label, true, System.nanoTime(), limits.waitNanos());
    var work = new WithTurn<T>(label, limits, pinned, action);
    writer.exclusively(turn, work::run);
    return work.finish();
  }

  /// What is done with the turn, and after it.
  private final class WithTurn<T extends @Nullable Object> {
    private final String label;
    private final BlockLimits limits;
    private final boolean pinned;
    private final Function<? super CopySource, ? extends T> action;
    private @Nullable DatabaseImage image;
    private @Nullable T result;

    WithTurn(
        String label,
        BlockLimits limits,
        boolean pinned,
        Function<? super CopySource, ? extends T> action) {
      this.label = label;
      this.limits = limits;
      this.pinned = pinned;
      this.action = action;
    }

    void run() {
      closing.checkWithTurn();
      if (writer.connection().isInMemory()) {
        image = writer.connection().serialize();
      } else {
        result = Copies.this.<T>run(opener::reader, label, limits, pinned, action);
      }
    }

    @SuppressWarnings("NullAway") // null only where the action returned it
    T finish() {
      DatabaseImage taken = image;
      return taken == null
          ? result
          : Copies.this.<T>run(() -> open(taken), label, limits, pinned, action);
    }

    private Connection open(DatabaseImage taken) {
      Connection copy = opener.inMemory();
      try {
        copy.deserialize(taken, ImageMode.READ_ONLY);
        return copy;
      } catch (Throwable e) {
        copy.close();
        throw e;
      }
    }
  }

  private <T extends @Nullable Object> T run(
      Supplier<Connection> opening,
      String label,
      BlockLimits limits,
      boolean pinned,
      Function<? super CopySource, ? extends T> action) {
    var source = new CopySource(label);
    sources.add(source);
    try {
      if (concurrent) {
        closing.check(); // else the one who closes may not have seen it
      }
      try (Connection connection = opening.get()) {
        connection.hooks().authorizer(null); // a user's authorizer is for blocks
        if (pinned) {
          pin(connection, limits);
        }
        source.lend(connection);
        return action.apply(source);
      }
    } finally {
      sources.remove(source);
    }
  }

  /// "The transaction does not actually start until the database is first accessed"
  /// (https://www.sqlite.org/lang_transaction.html): it reads once.
  private void pin(Connection connection, BlockLimits limits) {
    long until = System.nanoTime() + limits.waitNanos();
    connection.execute("begin");
    LockWait.untilFree(
        "a read lock of " + file,
        until,
        () -> connection.execute("select 1 from sqlite_schema limit 1"));
  }
}
