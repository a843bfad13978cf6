package dev.tektite.transfer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.List;

/// How rows are written as text.
///
/// *Immutable.*
public abstract sealed class Format permits Csv, Ndjson {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  Format() {}

  /// Reads rows.
  ///
  /// @param text without a byte order mark
  /// @param name of the text, at the beginning of messages
  abstract RowSource source(Reader text, String name);

  /// Writes rows.
  ///
  /// @param columns their names
  abstract RowSink sink(Writer text, List<String> columns);

  final RowSource open(Reader text, String name) throws IOException {
    var buffered = new BufferedReader(text);
    buffered.mark(1);
    if (buffered.read() != BYTE_ORDER_MARK) {
      buffered.reset();
    }
    return source(buffered, name);
  }
}
