package dev.tektite.transfer;

import dev.tektite.sql.Row;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/// Rows into NDJSON.
///
/// *One thread at a time.*
final class NdjsonSink extends RowSink {
  private final Writer text;
  private final List<String> columns;
  private final JsonGenerator json;
  private boolean any;

  NdjsonSink(Writer text, List<String> columns) {
    this.text = text;
    this.columns = columns;
    this.json = Ndjson.JSON.createGenerator(ObjectWriteContext.empty(), text);
  }

  @Override
  void write(Row row) {
    any = true;
    json.writeStartObject();
    for (int i = 0; i < columns.size(); i++) {
      json.writeName(columns.get(i));
      value(row, i);
    }
    json.writeEndObject();
  }

  private void value(Row row, int column) {
    switch (row.type(column)) {
      case NULL -> json.writeNull();
      case INTEGER -> json.writeNumber(row.asLong(column));
      case REAL -> json.writeNumber(finite(row.asDouble(column), column));
      case TEXT -> json.writeString(text(row, column));
      case BLOB -> json.writeString(base64(row, column));
    }
  }

  private double finite(double value, int column) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "The column %s holds infinity, which JSON cannot say: leave it out, or make text of it"
              .formatted(columns.get(column)));
    }
    return value;
  }

  @Override
  void end() throws IOException {
    json.flush();
    if (any) {
      text.write('\n');
    }
    text.flush();
  }
}
