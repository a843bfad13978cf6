package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.ConnectionCalls;
import dev.tektite.sqlite.ffm.Memory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Off-heap room for text and bytes on their way to SQLite.
///
/// What has been put stays at its address until [#clear()]; a slab that grows keeps its former
/// rooms until then.
///
/// *One thread at a time.*
final class Slab {
  private static final int FIRST_CAPACITY = 256;
  private static final int KEPT_CAPACITY = 64 * 1024;
  private static final int SHORT_TEXT = 64;

  // All fields: only by the thread that has the connection.
  private final List<Long> retired = new ArrayList<>(0);
  private long address;
  private long capacity;
  private long used;
  private long latest;

  /// Where the latest put began.
  long latest() {
    return latest;
  }

  /// Puts the UTF-8 form of a text, followed by a NUL.
  ///
  /// @return its length in bytes, without the NUL
  int putText(String text) {
    int length = text.length();
    if (length <= SHORT_TEXT) {
      reserve(length + 1L);
      long at = latest;
      for (int i = 0; i < length; i++) {
        char c = text.charAt(i);
        if (c >= 0x80) {
          used = latest - address;
          return putBytes(Utf8.encode(text), true);
        }
        Memory.putByte(at + i, (byte) c);
      }
      Memory.putByte(at + length, (byte) 0);
      return length;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return putBytes(isAscii(text, bytes) ? bytes : Utf8.encode(text), true);
  }

  /// Whether a text is the same as its UTF-8 bytes. Their number alone does not tell: half of a
  /// surrogate pair becomes one question mark.
  private static boolean isAscii(String text, byte[] bytes) {
    return bytes.length == text.length()
        && text.equals(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /// Puts a text and tells its address.
  long textAddress(String text) {
    putText(text);
    return latest;
  }

  /// Puts bytes as they are.
  void putBytes(byte[] bytes) {
    putBytes(bytes, false);
  }

  private int putBytes(byte[] bytes, boolean terminated) {
    reserve(bytes.length + 1L);
    Memory.write(bytes, 0, bytes.length, latest);
    if (terminated) {
      Memory.putByte(latest + bytes.length, (byte) 0);
    }
    return bytes.length;
  }

  /// Sets room aside and lets [#latest()] point to it.
  void reserve(long bytes) {
    if (used + bytes > capacity) {
      grow(bytes);
    }
    latest = address + used;
    used += bytes;
  }

  private void grow(long bytes) {
    if (address != 0) {
      retired.add(address);
    }
    capacity = Math.max(Math.max(FIRST_CAPACITY, capacity * 2), bytes);
    address = allocate(capacity);
    used = 0;
  }

  static long allocate(long bytes) {
    long address = ConnectionCalls.malloc(bytes);
    if (address == 0) {
      throw new OutOfMemoryError("SQLite's allocator has no %d bytes left".formatted(bytes));
    }
    return address;
  }

  /// Forgets everything that was put.
  void clear() {
    used = 0;
    if (!retired.isEmpty()) {
      retired.forEach(ConnectionCalls::free);
      retired.clear();
    }
    if (capacity > KEPT_CAPACITY) {
      free();
    }
  }

  /// Gives all memory back; the slab can be used again.
  void free() {
    retired.forEach(ConnectionCalls::free);
    retired.clear();
    if (address != 0) {
      ConnectionCalls.free(address);
    }
    address = 0;
    capacity = 0;
    used = 0;
  }
}
