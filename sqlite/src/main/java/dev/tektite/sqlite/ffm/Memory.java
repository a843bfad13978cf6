package dev.tektite.sqlite.ffm;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// Native memory by address: what SQLite hands out and what it is given.
///
/// *Safe for any number of threads.* The memory itself is not: whoever passes an address owns it.
public final class Memory {
  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private Memory() {}

  /// The 64-bit word at an address.
  public static long getLong(long address) {
    return ALL.get(JAVA_LONG_UNALIGNED, address);
  }

  /// The 32-bit word at an address.
  public static int getInt(long address) {
    return ALL.get(JAVA_INT_UNALIGNED, address);
  }

  /// The byte at an address.
  public static byte getByte(long address) {
    return ALL.get(JAVA_BYTE, address);
  }

  /// Stores a 64-bit word.
  public static void putLong(long address, long value) {
    ALL.set(JAVA_LONG_UNALIGNED, address, value);
  }

  /// Stores a 32-bit word.
  public static void putInt(long address, int value) {
    ALL.set(JAVA_INT_UNALIGNED, address, value);
  }

  /// Stores a byte.
  public static void putByte(long address, byte value) {
    ALL.set(JAVA_BYTE, address, value);
  }

  /// Copies native bytes into the start of an array.
  public static void read(long address, byte[] target, int length) {
    MemorySegment.copy(ALL, JAVA_BYTE, address, target, 0, length);
  }

  /// Copies native bytes into an array at an offset.
  public static void read(long address, byte[] target, int offset, int length) {
    MemorySegment.copy(ALL, JAVA_BYTE, address, target, offset, length);
  }

  /// A fresh array with a copy of native bytes.
  public static byte[] bytes(long address, int length) {
    byte[] copy = new byte[length];
    read(address, copy, length);
    return copy;
  }

  /// Copies a part of an array to an address.
  public static void write(byte[] source, int offset, int length, long address) {
    MemorySegment.copy(source, offset, ALL, JAVA_BYTE, address, length);
  }

  /// A view of `length` bytes at an address, without a lifetime of its own.
  public static MemorySegment segment(long address, long length) {
    return MemorySegment.ofAddress(address).reinterpret(length);
  }

  /// The text of `length` UTF-8 bytes at an address.
  public static String text(long address, int length) {
    return new String(bytes(address, length), StandardCharsets.UTF_8);
  }

  /// The text of a NUL-terminated UTF-8 string, or the empty text for a null pointer.
  public static String textUntilNul(long address) {
    if (address == 0) {
      return "";
    }
    int length = 0;
    while (getByte(address + length) != 0) {
      length++;
    }
    return text(address, length);
  }
}
