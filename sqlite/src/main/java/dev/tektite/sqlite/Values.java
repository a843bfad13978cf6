package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.Memory;
import dev.tektite.sqlite.ffm.ValueCalls;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/// A row of values that SQLite lends to a callback: the arguments of a function, a row before or
/// after a change.
///
/// Values are numbered from 0 and converted as SQLite does: text to a number, a number to text.
///
/// *One thread at a time*, and only until the callback returns.
public final class Values {
  private final int size;
  private final IntToLongFunction addresses;
  private final Thread borrower = Thread.currentThread();

  // Only by the borrower.
  private boolean over;

  /// @param addresses of the `sqlite3_value` with a number
  Values(int size, IntToLongFunction addresses) {
    this.size = size;
    this.addresses = addresses;
  }

  static Values inArray(int size, long array) {
    return new Values(size, i -> Memory.getLong(array + 8L * i));
  }

  void end() {
    over = true;
  }

  private long address(int index) {
    if (borrower != Thread.currentThread() || over) {
      throw new IllegalStateException(
          "The values were lent to a callback that has returned, or to another thread: copy them");
    }
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "There is no value %d: there are %d, numbered from 0".formatted(index, size));
    }
    return addresses.applyAsLong(index);
  }

  private long present(int index) {
    long value = address(index);
    if (value == 0) {
      throw new IllegalStateException(
          "The change does not hold value %d, because it has stayed what it was".formatted(index));
    }
    return value;
  }

  /// Whether a value is held at all: a change holds no values of columns that have stayed what they
  /// were.
  public boolean isPresent(int index) {
    return address(index) != 0;
  }

  /// How many there are.
  public int size() {
    return size;
  }

  /// The type of a value.
  public ValueType type(int index) {
    return ValueType.ofCode(ValueCalls.type(present(index)));
  }

  /// Whether a value is NULL.
  public boolean isNull(int index) {
    return ValueCalls.type(present(index)) == ValueType.NULL_CODE;
  }

  /// A value as an integer; NULL gives 0.
  public long asLong(int index) {
    return ValueCalls.asLong(present(index));
  }

  /// A value as a float; NULL gives 0.0.
  public double asDouble(int index) {
    return ValueCalls.asDouble(present(index));
  }

  /// A value as text, or `null` for NULL.
  public @Nullable String asText(int index) {
    long value = present(index);
    long text = ValueCalls.text(value);
    return text == 0 ? null : Memory.text(text, ValueCalls.bytes(value));
  }

  /// A copy of a value's bytes, or `null` for NULL; text gives its UTF-8 form.
  public byte @Nullable [] asBytes(int index) {
    long value = present(index);
    if (ValueCalls.type(value) == ValueType.NULL_CODE) {
      return null;
    }
    long bytes = ValueCalls.blob(value);
    return bytes == 0 ? new byte[0] : Memory.bytes(bytes, ValueCalls.bytes(value));
  }

  /// A value as [Long], [Double], [String] or `byte[]`, as it is stored, or `null` for NULL.
  public @Nullable Object get(int index) {
    return switch (type(index)) {
      case INTEGER -> asLong(index);
      case REAL -> asDouble(index);
      case TEXT -> asText(index);
      case BLOB -> asBytes(index);
      case NULL -> null;
    };
  }
}
