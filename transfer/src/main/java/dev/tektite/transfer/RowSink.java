package dev.tektite.transfer;

import dev.tektite.sql.Row;
import java.io.IOException;
import java.util.Base64;
import java.util.Objects;

/// Rows that are written one by one.
///
/// *One thread at a time.*
abstract class RowSink {

  /// Writes the row that a query has reached.
  abstract void write(Row row) throws IOException;

  /// Writes what is still on its way.
  abstract void end() throws IOException;

  static String base64(Row row, int column) {
    return Base64.getEncoder().encodeToString(Objects.requireNonNull(row.asBytes(column)));
  }

  static String text(Row row, int column) {
    return Objects.requireNonNull(row.asText(column));
  }
}
