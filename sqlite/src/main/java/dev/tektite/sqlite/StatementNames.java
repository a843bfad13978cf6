package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.Memory;
import dev.tektite.sqlite.ffm.StatementCalls;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/// The names in a compiled statement.
final class StatementNames {
  private StatementNames() {}

  /// The names of the parameters with their prefixes; the empty text for one without a name.
  static List<String> ofParameters(long statement, int count) {
    return texts(count, i -> StatementCalls.parameterName(statement, i + 1));
  }

  /// The names of the columns of the result.
  static List<String> ofColumns(long statement, int count) {
    return texts(count, i -> StatementCalls.columnName(statement, i));
  }

  private static List<String> texts(int count, IntToLongFunction addresses) {
    return IntStream.range(0, count)
        .mapToObj(i -> Memory.textUntilNul(addresses.applyAsLong(i)))
        .toList();
  }
}
