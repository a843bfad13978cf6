package dev.tektite.sqlite.ffm;

import static dev.tektite.sqlite.ffm.Calls.INT;
import static dev.tektite.sqlite.ffm.Calls.LONG;
import static dev.tektite.sqlite.ffm.Calls.POINTER;
import static dev.tektite.sqlite.ffm.Calls.constantTime;
import static dev.tektite.sqlite.ffm.Calls.function;
import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Functions of incremental blob access (`sqlite3_blob*`).
///
/// *Safe for any number of threads.* What the pointers stand for is not.
public final class BlobCalls {
  private static final MethodHandle OPEN =
      function("sqlite3_blob_open", INT, POINTER, POINTER, POINTER, POINTER, LONG, INT, POINTER);
  private static final MethodHandle REOPEN = function("sqlite3_blob_reopen", INT, POINTER, LONG);
  private static final MethodHandle CLOSE = function("sqlite3_blob_close", INT, POINTER);
  private static final MethodHandle BYTES = constantTime("sqlite3_blob_bytes", INT, POINTER);
  // The buffers are segments and not numbers: the linker keeps them alive during the call.
  private static final MethodHandle READ =
      function("sqlite3_blob_read", INT, POINTER, ADDRESS, INT, INT);
  private static final MethodHandle WRITE =
      function("sqlite3_blob_write", INT, POINTER, ADDRESS, INT, INT);

  private BlobCalls() {}

  /// Opens a blob; the result is stored at `blob`.
  public static int open(
      long connection, long schema, long table, long column, long rowid, int write, long blob) {
    try {
      return (int) OPEN.invokeExact(connection, schema, table, column, rowid, write, blob);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Moves a handle to another row.
  public static int reopen(long blob, long rowid) {
    try {
      return (int) REOPEN.invokeExact(blob, rowid);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Closes a handle, always.
  public static int close(long blob) {
    try {
      return (int) CLOSE.invokeExact(blob);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// The length in bytes.
  public static int bytes(long blob) {
    try {
      return (int) BYTES.invokeExact(blob);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Reads bytes.
  public static int read(long blob, MemorySegment target, int length, int offset) {
    try {
      return (int) READ.invokeExact(blob, target, length, offset);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Writes bytes.
  public static int write(long blob, MemorySegment source, int length, int offset) {
    try {
      return (int) WRITE.invokeExact(blob, source, length, offset);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }
}
