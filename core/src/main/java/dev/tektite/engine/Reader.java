package dev.tektite.engine;

import dev.tektite.block.BlockConnection;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.Statement;
import dev.tektite.sqlite.WalIndex;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A connection that reads, with the snapshot that it may keep open between blocks.
///
/// *One thread at a time:* whoever has borrowed it.
final class Reader {
  /*
   * A warm snapshot: the read transaction stays open after a block, together with a copy of the
   * WAL-index header that belongs to it. The next block uses it again if the header has not changed,
   * since then nobody has committed, in this process or another.
   *
   *   reader                              a writer, of any process
   *   header -> before
   *   BEGIN; first read   <- view fixed
   *   header -> after
   *   before == after: the header is the view's
   *   block, block, block
   *                                       COMMIT: header changes before `write` returns
   *   header differs: COMMIT; BEGIN; first read ...
   *
   * "BEGIN" alone fixes nothing: "the transaction does not actually start until the database is
   * first accessed" (https://www.sqlite.org/lang_transaction.html). So it reads once.
   *
   * No snapshot stays warm where a file is attached, whose commits the header does not tell, and on
   * Windows, where the promise of Still reads has not been tested.
   *
   * The epoch is compared as well. The keeper raises it to have the snapshots of all readers let go
   * of, and time raises it, so that none stays open for long.
   */

  private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

  private final BlockConnection link;
  private final Statement begin;
  private final Statement firstRead;
  private final Statement end;
  private final long[] seen = new long[WalIndex.WORDS];
  private final long[] after = new long[WalIndex.WORDS];
  private final String file;
  private final boolean mayStayWarm;
  private final long connectedAt = System.nanoTime();

  // All fields below: only by the borrower.
  private @Nullable WalIndex index;
  private boolean open;
  private boolean warm;
  private long epoch;
  private long blocks;

  // Written by the borrower; read by the watcher, by the keeper and for messages.
  private volatile @Nullable Thread borrower;
  private volatile long borrowedAt;
  private volatile long openedAt;

  /// Takes over a connection, and closes it on failure.
  Reader(Connection connection, String file, int statements) {
    this.file = file;
    try {
      this.link = new BlockConnection(connection, statements);
      this.begin = link.own("begin");
      this.firstRead = link.own("select 1 from sqlite_schema limit 1");
      this.end = link.own("commit");
      this.mayStayWarm = !WINDOWS && hasOneFile();
      connection.detach();
    } catch (Throwable e) {
      connection.close();
      throw e;
    }
  }

  /// Whether no file is attached: the header says nothing about the commits of attached ones.
  private boolean hasOneFile() {
    try (Statement list = link.own("pragma database_list")) {
      boolean one = true;
      while (list.step()) {
        String schema = list.columnText(1);
        one &= "main".equals(schema) || "temp".equals(schema);
      }
      return one;
    }
  }

  BlockConnection link() {
    return link;
  }

  /// Makes the calling thread its user. The cancel word must be running.
  void borrow(long now) {
    link.connection().attach();
    BORROWED_AT.setOpaque(this, now);
    BORROWER.setOpaque(this, Thread.currentThread());
  }

  /// The reverse of [#borrow(long)].
  void unborrow() {
    BORROWER.setOpaque(this, null);
    link.giveFiguresIfWanted();
    link.connection().detach();
  }

  private static final VarHandle BORROWER;
  private static final VarHandle BORROWED_AT;
  private static final VarHandle OPENED_AT;

  static {
    try {
      var lookup = MethodHandles.lookup();
      BORROWER = lookup.findVarHandle(Reader.class, "borrower", Thread.class);
      BORROWED_AT = lookup.findVarHandle(Reader.class, "borrowedAt", long.class);
      OPENED_AT = lookup.findVarHandle(Reader.class, "openedAt", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /// Who has it, or `null`; a hint.
  @Nullable Thread borrower() {
    return borrower;
  }

  /// Since when, by the watcher's clock; a hint.
  long borrowedAt() {
    return borrowedAt;
  }

  /// Since when its read transaction has been open, by [System#nanoTime()], or 0; a hint.
  long openedAt() {
    return openedAt;
  }

  /// Whether it has served for so long, or so many blocks, that a fresh connection is to take its
  /// place.
  boolean isSpent(ReaderLife life) {
    return blocks > life.blocks() || borrowedAt - connectedAt > life.nanos();
  }

  /// Whether a snapshot of it may stay open between blocks.
  boolean mayStayWarm() {
    return mayStayWarm;
  }

  /// Makes sure that the newest commit is seen, and seen unchanging from now on.
  ///
  /// @param currentEpoch the pool's
  /// @param waitUntil how long to wait for a lock of another process
  void begin(long currentEpoch, long waitUntil) {
    WalIndex header = index;
    if (warm && epoch == currentEpoch && header != null && header.matches(seen)) {
      return;
    }
    renew(currentEpoch, waitUntil);
  }

  /// As [#begin(long, long)], for a block, which counts.
  void beginBlock(long currentEpoch, long waitUntil) {
    blocks++;
    begin(currentEpoch, waitUntil);
  }

  private void renew(long currentEpoch, long waitUntil) {
    letGo();
    WalIndex header = index;
    if (header != null) {
      header.copyTo(seen);
    }
    LockWait.untilFree("a read lock of " + file, waitUntil, this::open);
    if (header != null) {
      header.copyTo(after);
      warm = Arrays.equals(seen, after);
    } else if (mayStayWarm) {
      index = link.connection().walIndex();
    }
    epoch = currentEpoch;
  }

  private void open() {
    OPENED_AT.setOpaque(this, System.nanoTime());
    link.run(begin);
    open = true;
    try {
      link.run(firstRead);
    } catch (DatabaseException e) {
      letGo();
      throw e;
    }
  }

  /// Ends the read transaction, if one is open.
  void letGo() {
    warm = false;
    OPENED_AT.setOpaque(this, 0L);
    if (open) {
      try {
        link.run(end);
      } catch (DatabaseException e) {
        open = false; // if it has not ended all the same, the reader is not sound
        throw e;
      }
      open = false;
    }
  }

  /// Whether a snapshot is open that the next block may use again.
  boolean isWarm() {
    return warm;
  }

  /// Whether the connection is as a block must leave it.
  boolean isSound() {
    return !link.isUntidy() && open != link.connection().isAutocommit();
  }

  /// Whether its snapshot was opened before an epoch.
  boolean isOlderThan(long otherEpoch) {
    return open && epoch != otherEpoch;
  }

  void close() {
    link.close();
  }
}
