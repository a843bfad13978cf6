package dev.tektite.engine;

import dev.tektite.flight.Flight;
import dev.tektite.sqlite.CheckpointMode;
import dev.tektite.sqlite.CheckpointResult;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.Statement;
import dev.tektite.sqlite.WalIndex;
import org.jspecify.annotations.Nullable;

/// The keeper's own connection to a database: how long its log is, and checkpoints.
///
/// *One thread at a time:* who has the keeper's lock.
final class LogConnection {
  /// What SQLite puts before each page in the log
  /// ([walformat](https://www.sqlite.org/walformat.html)).
  static final int FRAME_HEADER_BYTES = 24;

  /// The header of the log.
  static final int HEADER_BYTES = 32;

  private static final int USUAL_PAGE_BYTES = 4096;

  private final Opener opener;

  private @Nullable Connection connection;
  private @Nullable WalIndex index;
  private int pageBytes = USUAL_PAGE_BYTES;

  LogConnection(Opener opener) {
    this.opener = opener;
  }

  /// Makes the calling thread its user; opens it at first.
  void attach() {
    Connection own = connection;
    if (own == null) {
      connection = connect();
    } else {
      own.attach();
    }
  }

  private Connection connect() {
    Connection own = opener.writer();
    try {
      own.busyTimeout(0); // a checkpoint never waits inside SQLite
      try (Statement ask = own.prepare("pragma page_size")) {
        ask.step();
        pageBytes = (int) ask.columnLong(0);
      }
      own.execute("select 1 from sqlite_schema limit 1");
      index = own.walIndex();
      return own;
    } catch (Throwable e) {
      own.close();
      throw e;
    }
  }

  void detach() {
    attached().detach();
  }

  private Connection attached() {
    Connection own = connection;
    if (own == null) {
      throw new IllegalStateException("The keeper's connection has not been opened");
    }
    return own;
  }

  /// The frames in the log.
  int frames() {
    return index == null ? 0 : index.frames();
  }

  /// Those of them that are in the database file.
  int copiedFrames() {
    return index == null ? 0 : index.copiedFrames();
  }

  int pageBytes() {
    return pageBytes;
  }

  /// What so many frames take up in the log, in bytes.
  long bytes(int frames) {
    return frames == 0 ? 0 : HEADER_BYTES + (long) frames * (pageBytes + FRAME_HEADER_BYTES);
  }

  /// How many frames so many bytes are, at least one.
  int framesIn(long bytes) {
    return Math.clamp(bytes / (pageBytes + FRAME_HEADER_BYTES), 1, Integer.MAX_VALUE / 4);
  }

  CheckpointResult checkpoint(CheckpointMode mode) {
    Connection own = attached();
    Object flight = Flight.beginCheckpoint();
    CheckpointResult result = own.checkpoint(mode);
    Flight.endCheckpoint(
        flight, own.name(), mode.name(), result.logFrames(), result.copiedFrames());
    return result;
  }

  /// Closes it, if it was opened.
  void close() {
    if (connection != null) {
      connection.close();
    }
  }
}
