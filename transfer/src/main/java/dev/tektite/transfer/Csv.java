package dev.tektite.transfer;

import java.io.Reader;
import java.io.Writer;
import java.util.List;

/// Comma-separated values as [RFC 4180](https://www.rfc-editor.org/rfc/rfc4180) has them, the first
/// line naming the columns, in UTF-8.
///
/// Nothing between two separators is NULL, `""` is the empty text. Line ends inside quotes belong
/// to the text. Lines may end in any of the three ways.
///
/// *Immutable.*
public final class Csv extends Format {
  private static final Csv STANDARD = new Csv(',');

  private final char separator;

  private Csv(char separator) {
    this.separator = separator;
  }

  /// Values separated by commas.
  public static Csv standard() {
    return STANDARD;
  }

  /// Values separated by another character: a semicolon, a tab.
  ///
  /// @throws IllegalArgumentException if it is a quote or a line end
  public Csv separator(char newSeparator) {
    if (newSeparator == '"' || newSeparator == '\n' || newSeparator == '\r') {
      throw new IllegalArgumentException(
          "Quotes and line ends have their own meaning in CSV: separate by a comma, a semicolon or"
              + " a tab");
    }
    return new Csv(newSeparator);
  }

  @Override
  RowSource source(Reader text, String name) {
    return new CsvSource(text, separator, name);
  }

  @Override
  RowSink sink(Writer text, List<String> columns) {
    return new CsvSink(text, separator, columns);
  }
}
