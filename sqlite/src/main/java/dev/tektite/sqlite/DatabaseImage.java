package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.ConnectionCalls;
import dev.tektite.sqlite.ffm.Memory;
import dev.tektite.sqlite.ffm.SerializeCalls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/// The bytes of a whole database, as they would stand in a file, in memory outside of Java's heap
/// ([serialize](https://www.sqlite.org/c3ref/serialize.html)).
///
/// The image of an encrypted database is not encrypted.
///
/// *Safe for any number of threads.*
public final class DatabaseImage implements AutoCloseable {
  private static final int FREE_ON_CLOSE = 1;
  private static final int HEADER_BYTES = 100;
  private static final int FORMAT_OFFSET = 18;
  private static final int CHUNK_BYTES = 64 * 1024;

  private final long size;

  // Guarded by this.
  private long address;
  private boolean usedUp;

  private DatabaseImage(long address, long size) {
    this.address = address;
    this.size = size;
  }

  /// An image with a copy of bytes; whether they are a database is found out when it is used.
  public static DatabaseImage of(byte[] bytes) {
    if (bytes.length == 0) {
      return new DatabaseImage(0, 0);
    }
    long address = Slab.allocate(bytes.length);
    Memory.write(bytes, 0, bytes.length, address);
    return new DatabaseImage(address, bytes.length);
  }

  static DatabaseImage of(Connection connection, String schema) {
    Schema.require(connection, schema);
    connection.slab.clear();
    long name = connection.slab.textAddress(schema);
    connection.slab.reserve(8);
    long size = connection.slab.latest();
    Memory.putLong(size, -1);
    StackProbe.check();
    long address = SerializeCalls.serialize(connection.handle, name, size, 0);
    long length = Memory.getLong(size);
    if (address == 0 && length != 0) {
      throw connection.failure(ConnectionCalls.extendedErrcode(connection.handle), null);
    }
    var image = new DatabaseImage(address, length);
    connection.rethrow(image);
    return image;
  }

  /// Replaces a schema by this image, which is used up.
  void openIn(Connection connection, String schema, ImageMode mode) {
    Schema.require(connection, schema);
    connection.callbacks.refuseWithin("given another database");
    connection.slab.clear();
    long name = connection.slab.textAddress(schema);
    StackProbe.check();
    long memory = handOver();
    int flags = mode.flags | FREE_ON_CLOSE;
    int code = SerializeCalls.deserialize(connection.handle, name, memory, size, size, flags);
    connection.walGeneration++;
    // SQLite frees the former schema but does not let go of the statements that point into it.
    connection.hooks().expireStatements();
    if (code != 0) {
      throw connection.failure(code, null);
    }
    connection.rethrow();
  }

  /// Gives the memory away. A database in memory has no log, so a header that asks for one is
  /// changed, as [SQLite advises](https://www.sqlite.org/c3ref/deserialize.html).
  private synchronized long handOver() {
    requireUsable();
    if (size >= HEADER_BYTES && Memory.getByte(address + FORMAT_OFFSET) == 2) {
      Memory.putByte(address + FORMAT_OFFSET, (byte) 1);
      Memory.putByte(address + FORMAT_OFFSET + 1, (byte) 1);
    }
    usedUp = true;
    long given = address;
    address = 0;
    return given;
  }

  /// Its length in bytes.
  public long size() {
    return size;
  }

  /// A copy of all bytes.
  ///
  /// @throws IllegalStateException if it is used up, or larger than an array can be
  public synchronized byte[] toBytes() {
    requireUsable();
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalStateException(
          "%d bytes do not fit into an array: use writeTo".formatted(size));
    }
    return Memory.bytes(address, (int) size);
  }

  /// Writes all bytes to a channel, piece by piece.
  ///
  /// @throws IOException if the channel fails
  /// @throws IllegalStateException if it is used up
  public synchronized void writeTo(WritableByteChannel channel) throws IOException {
    requireUsable();
    byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, size)];
    for (long at = 0; at < size; at += chunk.length) {
      int length = (int) Math.min(chunk.length, size - at);
      Memory.read(address + at, chunk, length);
      ByteBuffer buffer = ByteBuffer.wrap(chunk, 0, length);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }

  private void requireUsable() {
    if (usedUp) {
      throw new IllegalStateException(
          "The image is used up: it was closed, or a connection has taken it over");
    }
  }

  /// Gives the memory back, unless a connection has taken it over. Closing twice does nothing.
  @Override
  public synchronized void close() {
    usedUp = true;
    if (address != 0) {
      ConnectionCalls.free(address);
      address = 0;
    }
  }
}
