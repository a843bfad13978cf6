package dev.tektite.engine;

import dev.tektite.sqlite.Connection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One commit, held open under a name for as long as it takes, for a backup say: no policy of the
/// log stops it. Once the log has twice the size of its ceiling because of it, writers are slowed
/// down.
///
/// ```
///   the one who pins                    the one who closes the database
///   use(step)
///                                       waits
///   use(step)
///   between two steps                   closes the connection
///   use(step): IllegalStateException
/// ```
///
/// *One thread at a time.*
public final class Pin implements AutoCloseable {
  private final PinnedSnapshot snapshot;

  Pin(PinnedSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /// Uses the connection, which only reads and whose read transaction sees the pinned commit. It
  /// must be left as it was found, with that transaction open; what the action has opened on it (a
  /// [dev.tektite.sqlite.Backup]) may stay open until the next use by the same thread.
  ///
  /// Keep it short, some milliseconds: the database can be closed only between two uses.
  ///
  /// @throws IllegalStateException if it is closed, or the database is being closed
  public <T extends @Nullable Object> T use(Function<? super Connection, ? extends T> action) {
    return snapshot.use(action);
  }

  /// Lets go of the commit. Closing twice does nothing.
  @Override
  public void close() {
    snapshot.close();
  }
}
