package dev.tektite.history;

import dev.tektite.sql.Row;
import dev.tektite.sqlite.DatabaseException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Rows of `(…, at, seq, length, value)` into versions; rows that are none are reported.
///
/// *Safe for any number of threads.*
record Decoder<V>(Packing<V> packing, Consumer<? super Undecodable> onUndecodable) {
  /// The version; empty if it cannot be decoded.
  Optional<Version<V>> version(String name, Row row) {
    long at = row.asLong(1);
    long number = row.asLong(2);
    try {
      Long length = row.isNull(3) ? null : row.asLong(3);
      Object stored = stored(row);
      if (stored == null) {
        throw new IllegalArgumentException("expected a value, but was NULL");
      }
      return Optional.of(
          new Version<>(name, Micros.instant(at), number, packing.unpack(stored, length)));
    } catch (DatabaseException e) {
      throw e;
    } catch (Exception | StackOverflowError | LinkageError e) {
      onUndecodable.accept(new Undecodable(name, Micros.instant(at), number, e));
      return Optional.empty();
    }
  }

  private static @Nullable Object stored(Row row) {
    return switch (row.type(4)) {
      case TEXT -> row.asText(4);
      case BLOB -> row.asBytes(4);
      default -> row.value(4, Object.class);
    };
  }
}
