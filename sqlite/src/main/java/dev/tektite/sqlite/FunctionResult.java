package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.Calls;
import dev.tektite.sqlite.ffm.FunctionCalls;
import dev.tektite.sqlite.ffm.Memory;
import org.jspecify.annotations.Nullable;

/// Hands the result of a function to SQLite.
final class FunctionResult {
  private static final int UTF8 = 1;
  private static final long FREE = Calls.address("sqlite3_free").address();

  private FunctionResult() {}

  /// @param context the `sqlite3_context` of the call
  /// @throws IllegalArgumentException if a value has no form in SQLite
  static void give(long context, @Nullable Object result) {
    switch (result) {
      case null -> FunctionCalls.resultNull(context);
      case Long number -> FunctionCalls.resultLong(context, number);
      case Integer number -> FunctionCalls.resultLong(context, number);
      case Short number -> FunctionCalls.resultLong(context, number);
      case Byte number -> FunctionCalls.resultLong(context, number);
      case Boolean yes -> FunctionCalls.resultLong(context, yes ? 1 : 0);
      case Double number -> giveDouble(context, number);
      case Float number -> giveDouble(context, number);
      case String text -> giveText(context, text);
      case byte[] bytes -> giveBytes(context, bytes);
      default ->
          throw new IllegalArgumentException(
              "A function gave a %s, which SQLite cannot take: give null, a number, a Boolean, a"
                      .formatted(result.getClass().getName())
                  + " String or a byte[]");
    }
  }

  private static void giveDouble(long context, double number) {
    if (Double.isNaN(number)) {
      throw new IllegalArgumentException(
          "A function gave NaN, which SQLite would take for NULL: give null if that is meant");
    }
    FunctionCalls.resultDouble(context, number);
  }

  private static void giveText(long context, String text) {
    byte[] bytes = Utf8.encode(text);
    FunctionCalls.resultText(context, copy(bytes), bytes.length, FREE, UTF8);
  }

  private static void giveBytes(long context, byte[] bytes) {
    FunctionCalls.resultBlob(context, copy(bytes), bytes.length, FREE);
  }

  private static long copy(byte[] bytes) {
    long address = Slab.allocate(Math.max(bytes.length, 1));
    Memory.write(bytes, 0, bytes.length, address);
    return address;
  }

  /// Lets the statement fail. The exception itself becomes the cause of its failure; its message
  /// may hold values and does not belong into SQLite's.
  static void fail(Connection connection, long context, String function, Throwable thrown) {
    connection.callbacks.failed(thrown);
    var slab = new Slab();
    try {
      String message = "the function %s threw %s".formatted(function, thrown.getClass().getName());
      int bytes = slab.putText(message);
      FunctionCalls.resultError(context, slab.latest(), bytes);
    } finally {
      slab.free();
    }
  }
}
