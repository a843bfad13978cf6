package dev.tektite.engine;

import dev.tektite.sqlite.CheckpointMode;
import dev.tektite.sqlite.CheckpointResult;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.WalFile;
import dev.tektite.sqlite.WalIndex;
import dev.tektite.wal.WalArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Copies the log into the database, and before that gives the archive what is about to be copied.
///
/// *One thread at a time:* who has the keeper's lock.
final class LogArchiver {
  /*
   * SQLite writes over the log only when all of it has been copied. So nothing must be copied that
   * has not been archived. A read transaction sees to that: "a checkpoint can only proceed as far as
   * the oldest reader" (https://www.sqlite.org/wal.html).
   *
   *   the holder                           a writer                    the keeper
   *   BEGIN; first read   <- mark
   *   looks how long the log is: n frames, mark <= n
   *                                        commits: n + 3 frames
   *   archives up to n
   *                                                                    PASSIVE: up to the mark
   *   COMMIT
   *
   * The checkpoints of other processes know nothing of this.
   *
   * The log is read through SQLite's own file (WalFile). To open the -wal anew would be allowed, it
   * carries no locks; but then a VFS, and a file that was replaced meanwhile, would go unseen.
   */

  private final @Nullable WalArchive archive;
  private final LogConnection log;
  private final Opener opener;
  private final String file;
  private final long[] header = new long[WalIndex.WORDS];

  private @Nullable Connection holder;
  private long salts;
  private int kept;

  LogArchiver(@Nullable WalArchive archive, LogConnection log, Opener opener, String file) {
    this.archive = archive;
    this.log = log;
    this.opener = opener;
    this.file = file;
  }

  /// Whether there is an archive.
  boolean isWanted() {
    return archive != null;
  }

  /// Archives what is new, and copies what can be copied without waiting for anybody.
  CheckpointResult copy() {
    WalArchive to = archive;
    if (to == null) {
      return log.checkpoint(CheckpointMode.PASSIVE);
    }
    Connection own = attached();
    try {
      if (!own.isAutocommit()) {
        own.execute("rollback"); // what an earlier failure has left
      }
      own.execute("begin; select 1 from sqlite_schema limit 1");
      try {
        archive(to, own);
        return log.checkpoint(CheckpointMode.PASSIVE);
      } finally {
        own.execute("commit");
      }
    } finally {
      own.detach();
    }
  }

  private void archive(WalArchive to, Connection own) {
    WalIndex index = Objects.requireNonNull(own.walIndex(), "the index of the log");
    index.copyTo(header);
    long before = header[4];
    if (before != salts) {
      salts = before;
      kept = 0;
    }
    int frames = index.frames();
    if (frames <= kept) {
      return;
    }
    var stretch = new LogStretch(new WalFile(own), kept, frames, log.pageBytes());
    try {
      to.keep(stretch);
    } catch (IOException e) {
      throw new UncheckedIOException("The log of %s could not be archived".formatted(file), e);
    } finally {
      stretch.end();
    }
    index.copyTo(header);
    if (header[4] != before) {
      throw new IllegalStateException(
          "Another process has started the log of %s anew while it was archived".formatted(file));
    }
    kept = frames;
  }

  private Connection attached() {
    Connection own = holder;
    if (own == null) {
      own = opener.reader();
      holder = own;
    } else {
      own.attach();
    }
    return own;
  }

  /// Closes its connection, if it has one.
  void close() {
    if (holder != null) {
      holder.close();
    }
  }
}
