package dev.tektite.engine;

import dev.tektite.sqlite.Connection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A connection of its own that a copy of the database is made from, while the database is in use.
///
/// *One thread at a time;* [#stop(String)] and what describes it are for all.
public final class CopySource {
  private final String label;
  private final Thread thread = Thread.currentThread();
  private final long startedAt = System.nanoTime();

  // Only by the copying thread: set before the action is called.
  private @Nullable Connection connection;

  // The first reason wins; read by the copying thread.
  private volatile @Nullable String stopReason;

  CopySource(String label) {
    this.label = label;
  }

  void lend(Connection own) {
    connection = own;
  }

  /// The connection; it sees one commit, unchanging, if that was asked for.
  public Connection connection() {
    return Objects.requireNonNull(connection);
  }

  /// What is being made, in words: `backup to monday.db`.
  public String label() {
    return label;
  }

  /// Who makes it.
  public Thread thread() {
    return thread;
  }

  /// Since when, by [System#nanoTime()].
  public long startedAt() {
    return startedAt;
  }

  /// Asks the copying thread to give up soon.
  void stop(String reason) {
    if (stopReason == null) {
      stopReason = reason;
    }
  }

  /// Why it is to be given up, or `null`.
  public @Nullable String stopReason() {
    return stopReason;
  }
}
