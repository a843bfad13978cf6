package dev.tektite.watch;

import dev.tektite.engine.Opener;
import dev.tektite.probe.CommitTeller;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.WalIndex;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Notices commits of other processes, by a number in the shared header of the log that every
/// commit raises by one: those that are not ours are theirs.
///
/// *Safe for any number of threads.*
final class ForeignCommits {
  /*
   * A commit of our own is seen in the header a moment before it is counted here, and would look
   * foreign: so the number is taken twice, a while apart, and the smaller one counts. What remains
   * is a query that runs once too often.
   *
   * The other way round, a commit of ours that was counted as a change and wrote nothing hides one
   * foreign commit that falls between the same two looks; the next one is seen.
   */

  private static final long APART_NANOS = 1_000_000;

  private final @Nullable Opener opener;
  private final CommitTeller own;
  private final long[] header = new long[WalIndex.WORDS];

  // Guarded by this.
  private boolean wanted;
  private @Nullable Connection connection;
  private @Nullable WalIndex index;
  private long known;
  private long seen;

  /// @param opener opens a connection, or `null` where the database has no log
  ForeignCommits(@Nullable Opener opener, CommitTeller own) {
    this.opener = opener;
    this.own = own;
  }

  /// Whether they can be noticed at all.
  boolean isPossible() {
    return opener != null;
  }

  /// How many have been noticed so far; more than before means that there were some since.
  synchronized long seen() {
    if (opener == null || !wanted) {
      return seen;
    }
    if (connection == null) {
      connect(opener);
      known = others();
    }
    long others = others();
    if (others > known) {
      LockSupport.parkNanos(APART_NANOS);
      others = Math.min(others, others());
    }
    if (others > known) {
      seen++;
    }
    known = others;
    return seen;
  }

  private void connect(Opener from) {
    Connection made = from.reader();
    try {
      made.execute("select 1 from sqlite_schema limit 1");
      index = made.walIndex();
      made.detach();
    } catch (Throwable e) {
      made.close();
      throw e;
    }
    connection = made;
  }

  /// Commits of others since some moment in the past.
  private long others() {
    Connection using = connection;
    WalIndex shared = index;
    if (using == null || shared == null) {
      return 0;
    }
    using.attach();
    try {
      shared.copyTo(header);
      long all = header[1] & 0xffff_ffffL; // iChange, at byte 8
      return all - own.changes();
    } finally {
      using.detach();
    }
  }

  /// Somebody wants to know from now on.
  synchronized void open() {
    wanted = true;
  }

  /// Nobody wants to know any more: closes the connection.
  synchronized void close() {
    wanted = false;
    Connection using = connection;
    connection = null;
    index = null;
    if (using != null) {
      using.close();
    }
  }
}
