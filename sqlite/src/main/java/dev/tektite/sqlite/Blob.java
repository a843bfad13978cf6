package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.BlobCalls;
import dev.tektite.sqlite.ffm.Memory;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/// One stored blob as a channel, read and written piece by piece
/// ([blob_open](https://www.sqlite.org/c3ref/blob_open.html)).
///
/// It never changes its length: to store a long one, first insert as many zeros
/// ([Statement#bindZeros(int, long)]) and then write over them. When its row is changed or deleted
/// by other means, every access fails until [#reopen(long)].
///
/// *One thread at a time:* the owner of the [Connection].
public final class Blob implements SeekableByteChannel {
  private static final int CHUNK_BYTES = 32 * 1024;
  private static final int ABORT = 4;

  private final Connection connection;
  private final String schema;
  private final String table;
  private final String column;
  private final boolean writable;
  private final Dependent dependent;

  // All fields below: only by the owner of the connection.
  private long handle;
  private boolean expired;
  private long position;

  private Blob(
      Connection connection, String schema, String table, String column, boolean writable) {
    this.connection = connection;
    this.schema = schema;
    this.table = table;
    this.column = column;
    this.writable = writable;
    this.dependent = new Dependent(this, connection::check, this::close);
  }

  /// Opens a blob, or a text, for reading.
  ///
  /// @throws DatabaseException if there is no such row, or no blob and no text in it
  public static Blob openForReading(
      Connection connection, String schema, String table, String column, long rowid) {
    return new Blob(connection, schema, table, column, false).open(rowid);
  }

  /// Opens a blob, or a text, for reading and writing. It must not be part of an index or a foreign
  /// key. Outside of a transaction everything is committed when the channel is closed.
  ///
  /// @throws DatabaseException if there is no such row, or no blob and no text in it
  public static Blob openForWriting(
      Connection connection, String schema, String table, String column, long rowid) {
    return new Blob(connection, schema, table, column, true).open(rowid);
  }

  private Blob open(long rowid) {
    Schema.require(connection, schema);
    Opening.refuseNul("name of a table", table);
    Opening.refuseNul("name of a column", column);
    StackProbe.check();
    Slab slab = connection.slab;
    slab.clear();
    long schemaText = slab.textAddress(schema);
    long tableText = slab.textAddress(table);
    long columnText = slab.textAddress(column);
    slab.reserve(8);
    long result = slab.latest();
    Memory.putLong(result, 0);
    int write = writable ? 1 : 0;
    int code =
        BlobCalls.open(connection.handle, schemaText, tableText, columnText, rowid, write, result);
    if (code != 0) {
      throw connection.failure(code, null);
    }
    handle = Memory.getLong(result);
    expired = false;
    position = 0;
    connection.belongings.add(dependent);
    connection.rethrow(this);
    return this;
  }

  /// Moves the channel to the blob of another row of the same table and column, and to its start.
  /// This is faster than opening a new one.
  ///
  /// @throws DatabaseException if there is no such row, or no blob and no text in it; the channel
  ///   can be reopened again then
  public void reopen(long rowid) {
    connection.check();
    if (handle == 0) {
      throw new IllegalStateException("The channel of %s is closed".formatted(place()));
    }
    if (expired) {
      close();
      open(rowid);
      return;
    }
    StackProbe.check();
    position = 0;
    int code = BlobCalls.reopen(handle, rowid);
    if (code != 0) {
      expired = true;
      throw connection.failure(code, null);
    }
    connection.rethrow();
  }

  private String place() {
    return "%s.%s.%s".formatted(schema, table, column);
  }

  /// Reads bytes from the current position on.
  ///
  /// @return how many, or -1 at the end
  @Override
  public int read(ByteBuffer target) throws ClosedChannelException {
    int count = read(target, position);
    position += Math.max(count, 0);
    return count;
  }

  /// Reads bytes from a given position on, without a change of the current one.
  ///
  /// @return how many, or -1 at or beyond the end
  /// @throws DatabaseException if the row has been changed or the read fails
  public int read(ByteBuffer target, long from) throws ClosedChannelException {
    long room = roomFrom(from);
    if (target.isReadOnly()) {
      throw new IllegalArgumentException("The buffer to read into is read-only");
    }
    if (room <= 0 && target.hasRemaining()) {
      return -1;
    }
    int length = (int) Math.min(room, target.remaining());
    for (int done = 0; done < length; ) {
      done += readPiece(target, length - done, (int) from + done);
    }
    return Math.max(length, 0);
  }

  private int readPiece(ByteBuffer target, int wanted, int offset) {
    int length = target.isDirect() ? wanted : Math.min(wanted, CHUNK_BYTES);
    MemorySegment memory = target.isDirect() ? MemorySegment.ofBuffer(target) : chunk(length);
    int code = BlobCalls.read(handle, memory, length, offset);
    if (code != 0) {
      throw failure(code);
    }
    if (target.isDirect()) {
      target.position(target.position() + length);
    } else {
      target.put(memory.asByteBuffer());
    }
    return length;
  }

  /// Writes bytes from the current position on.
  ///
  /// @throws IllegalArgumentException if they do not fit; nothing has been written then
  @Override
  public int write(ByteBuffer source) throws ClosedChannelException {
    int count = write(source, position);
    position += count;
    return count;
  }

  /// Writes bytes from a given position on, without a change of the current one.
  ///
  /// @throws IllegalArgumentException if they do not fit; nothing has been written then
  /// @throws DatabaseException if the row has been changed or the write fails
  public int write(ByteBuffer source, long from) throws ClosedChannelException {
    long room = roomFrom(from);
    if (!writable) {
      throw new NonWritableChannelException();
    }
    int length = source.remaining();
    if (length > room) {
      throw new IllegalArgumentException(
          "%d bytes do not fit at position %d of %s, which has %d: a blob cannot grow, so insert as"
                  .formatted(length, from, place(), room + from)
              + " many zeros as it will need");
    }
    for (int done = 0; done < length; ) {
      done += writePiece(source, length - done, (int) from + done);
    }
    return length;
  }

  private int writePiece(ByteBuffer source, int wanted, int offset) {
    int length = source.isDirect() ? wanted : Math.min(wanted, CHUNK_BYTES);
    MemorySegment memory = MemorySegment.ofBuffer(source);
    if (!source.isDirect()) {
      MemorySegment chunk = chunk(length);
      chunk.copyFrom(memory.asSlice(0, length));
      memory = chunk;
    }
    StackProbe.check();
    int code = BlobCalls.write(handle, memory, length, offset);
    if (code != 0) {
      throw failure(code);
    }
    connection.rethrow();
    source.position(source.position() + length);
    return length;
  }

  private MemorySegment chunk(int length) {
    connection.slab.clear();
    connection.slab.reserve(length);
    return Memory.segment(connection.slab.latest(), length);
  }

  /// Bytes between a position and the end; the channel must be open.
  private long roomFrom(long from) throws ClosedChannelException {
    requireOpen();
    if (from < 0) {
      throw new IllegalArgumentException("expected a position of 0 or more, but was " + from);
    }
    return BlobCalls.bytes(handle) - from;
  }

  private void requireOpen() throws ClosedChannelException {
    if (handle == 0) {
      throw new ClosedChannelException();
    }
    connection.check();
    if (expired) {
      throw expiry(ABORT);
    }
  }

  @Override
  public long position() throws ClosedChannelException {
    requireOpen();
    return position;
  }

  @Override
  public Blob position(long newPosition) throws ClosedChannelException {
    requireOpen();
    if (newPosition < 0) {
      throw new IllegalArgumentException(
          "expected a position of 0 or more, but was " + newPosition);
    }
    position = newPosition;
    return this;
  }

  /// The length of the blob in bytes.
  @Override
  public long size() throws ClosedChannelException {
    requireOpen();
    return BlobCalls.bytes(handle);
  }

  /// Not supported.
  ///
  /// @throws UnsupportedOperationException always: a blob keeps its length
  @Override
  public Blob truncate(long size) {
    throw new UnsupportedOperationException(
        "A stored blob keeps its length: update the row with a shorter one instead");
  }

  @Override
  public boolean isOpen() {
    return handle != 0;
  }

  private DatabaseException failure(int code) {
    if ((code & 0xff) == ABORT) {
      expired = true;
      connection.callbacks.takeFailure();
      return expiry(code);
    }
    return connection.failure(code, null);
  }

  private DatabaseException expiry(int code) {
    return new DatabaseException.Rejected(
        "The row of %s was changed or deleted after the channel had been opened: reopen it"
            .formatted(place()),
        DatabaseException.Details.of(code, null));
  }

  /// Closes the channel. Outside of a transaction this commits what was written. Closing twice does
  /// nothing.
  ///
  /// @throws DatabaseException if the commit fails
  @Override
  public void close() {
    if (handle == 0) {
      return;
    }
    connection.check();
    StackProbe.check();
    long blob = handle;
    handle = 0;
    connection.belongings.remove(dependent);
    int code = BlobCalls.close(blob);
    if (code != 0) {
      throw connection.failure(code, null);
    }
    connection.rethrow();
  }
}
