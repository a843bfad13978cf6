package dev.tektite.transfer;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.tektite.sql.Row;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows into CSV.
///
/// *One thread at a time.*
final class CsvSink extends RowSink {
  private final CsvWriter csv;

  CsvSink(Writer text, char separator, List<String> columns) {
    this.csv =
        CsvWriter.builder()
            .fieldSeparator(separator)
            .quoteStrategy(QuoteStrategies.EMPTY) // which tells the empty text from NULL
            .lineDelimiter(LineDelimiter.LF)
            .build(text);
    csv.writeRecord(columns);
  }

  @Override
  void write(Row row) {
    CsvWriter.CsvWriterRecord record = csv.writeRecord();
    for (int i = 0; i < row.columns(); i++) {
      record.writeField(field(row, i));
    }
    record.endRecord();
  }

  private static @Nullable String field(Row row, int column) {
    return switch (row.type(column)) {
      case NULL -> null;
      case INTEGER -> Long.toString(row.asLong(column));
      case REAL -> number(row.asDouble(column));
      case TEXT -> text(row, column);
      case BLOB -> base64(row, column);
    };
  }

  /// SQLite reads a number that is too large as infinity.
  private static String number(double value) {
    return Double.isInfinite(value) ? (value > 0 ? "9e999" : "-9e999") : Double.toString(value);
  }

  @Override
  void end() throws IOException {
    csv.flush();
  }
}
