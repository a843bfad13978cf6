package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.BackupCalls;
import dev.tektite.sqlite.ffm.ConnectionCalls;
import dev.tektite.sqlite.ffm.Memory;

/// A copy of a database that is made page by page while the database is in use
/// ([backup](https://www.sqlite.org/backup.html)).
///
/// The target's former content is replaced. Until the backup is closed, its connection answers to
/// nobody else. If another connection writes to the source, the copy starts over at the next step;
/// to prevent that, keep a read transaction open on the source. Changes that the source's own
/// connection makes are copied along.
///
/// *One thread at a time:* the owner of both connections.
public final class Backup implements AutoCloseable {
  private static final int DONE = 101;
  private static final int BUSY = 5;
  private static final int LOCKED = 6;

  private final Connection source;
  private final Connection target;
  private final Dependent dependent = new Dependent(this, this::requireCloseable, this::close);

  // All fields below: only by the owner of both connections.
  private long handle;
  private boolean done;

  private Backup(Connection source, Connection target, long handle) {
    this.source = source;
    this.target = target;
    this.handle = handle;
  }

  /// Begins to copy the main database of one connection over that of another.
  ///
  /// @throws DatabaseException if the target is in the middle of a transaction, or if only one of
  ///   both is encrypted
  public static Backup start(Connection source, Connection target) {
    return start(source, "main", target, "main");
  }

  /// Begins to copy an attached database over another.
  ///
  /// @throws IllegalArgumentException if there is no such schema, or if both connections are the
  ///   same
  /// @throws DatabaseException if the target is in the middle of a transaction, or if only one of
  ///   both is encrypted
  public static Backup start(
      Connection source, String sourceSchema, Connection target, String targetSchema) {
    if (source == target) {
      throw new IllegalArgumentException(
          "A backup needs two connections, but both are that to " + source.name());
    }
    Schema.require(source, sourceSchema);
    Schema.require(target, targetSchema);
    target.callbacks.refuseWithin("overwritten");
    StackProbe.check();
    source.slab.clear();
    long from = source.slab.textAddress(sourceSchema);
    target.slab.clear();
    long to = target.slab.textAddress(targetSchema);
    long handle = BackupCalls.init(target.handle, to, source.handle, from);
    if (handle == 0) {
      throw target.failure(ConnectionCalls.extendedErrcode(target.handle), null);
    }
    var backup = new Backup(source, target, handle);
    source.belongings.add(backup.dependent);
    target.lend(backup);
    return backup;
  }

  /// Copies some pages more.
  ///
  /// @param pages how many, or a negative number for all that are left
  /// @return whether pages are left
  /// @throws DatabaseException.Busy if another connection has a lock that is needed: try again
  /// @throws DatabaseException if it failed for good
  public boolean step(int pages) {
    check();
    if (done) {
      return false;
    }
    StackProbe.check();
    int code = BackupCalls.step(handle, pages);
    done = code == DONE;
    if (code != 0 && !done) {
      boolean again = (code & 0xff) == BUSY || (code & 0xff) == LOCKED;
      String text = Memory.textUntilNul(ConnectionCalls.errstr(code));
      throw DatabaseException.of(
          code,
          "The backup of %s to %s %s: %s"
              .formatted(source.name(), target.name(), again ? "has to wait" : "failed", text),
          null,
          -1);
    }
    return !done;
  }

  /// Pages that were left to copy after the latest step; 0 before the first.
  public int remaining() {
    check();
    return BackupCalls.remaining(handle);
  }

  /// Pages that the source had at the latest step; 0 before the first.
  public int total() {
    check();
    return BackupCalls.pageCount(handle);
  }

  private void check() {
    source.check();
    target.checkLent();
    if (handle == 0) {
      throw new IllegalStateException(
          "The backup of %s to %s is closed".formatted(source.name(), target.name()));
    }
  }

  private void requireCloseable() {
    if (handle != 0) {
      source.check();
      target.checkLent();
    }
  }

  /// Ends the backup; a copy that is not complete is undone. Closing twice does nothing.
  @Override
  public void close() {
    if (handle == 0) {
      return;
    }
    requireCloseable();
    StackProbe.check();
    long backup = handle;
    handle = 0;
    BackupCalls.finish(backup);
    source.belongings.remove(dependent);
    target.takeBack();
  }
}
