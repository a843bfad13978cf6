package dev.tektite.transfer;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The values of one record of CSV, NULL being what is empty without quotes.
///
/// *One thread at a time.*
final class CsvLine {
  private final long line;
  private final @Nullable Object[] values;

  private CsvLine(long line, @Nullable Object[] values) {
    this.line = line;
    this.values = values;
  }

  /// Where it begins, from 1.
  long line() {
    return line;
  }

  @Nullable Object[] values() {
    return values;
  }

  /// Whether it has nothing at all in it, not even quotes.
  boolean isBlank() {
    return values.length == 1 && values[0] == null;
  }

  /// Gathers records from the parser.
  static final class Handler extends AbstractBaseCsvCallbackHandler<CsvLine> {
    private final List<@Nullable Object> values = new ArrayList<>();

    @Override
    protected void handleBegin(long startingLineNumber) {
      values.clear();
    }

    @Override
    protected void handleField(int index, char[] text, int offset, int length, boolean quoted) {
      values.add(length == 0 && !quoted ? null : new String(text, offset, length));
    }

    @Override
    protected void handleEmpty() {
      values.add(null);
    }

    @Override
    protected CsvLine buildRecord() {
      return new CsvLine(getStartingLineNumber(), values.toArray());
    }

    @Override
    protected RecordType getRecordType() {
      return RecordType.DATA; // an empty line is NULL where there is only one column
    }
  }
}
