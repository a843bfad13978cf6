package dev.tektite.transfer;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Rows out of CSV.
///
/// *One thread at a time.*
final class CsvSource extends RowSource {
  private static final Pattern LINE = Pattern.compile("line (\\d+)");

  private final String name;
  private final Iterator<CsvLine> lines;
  private final List<String> columns;
  private @Nullable CsvLine next;

  CsvSource(Reader text, char separator, String name) {
    this.name = name;
    this.lines =
        CsvReader.builder()
            .fieldSeparator(separator)
            .skipEmptyLines(false)
            .allowUnclosedQuote(false)
            .allowExtraCharsAfterClosingQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // counted here
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .build(new CsvLine.Handler(), text)
            .iterator();
    this.columns = header();
  }

  private List<String> header() {
    CsvLine header = parsed();
    if (header == null) {
      throw new IllegalArgumentException(
          "%s is empty: its first line must name the columns".formatted(name));
    }
    List<String> names = new ArrayList<>();
    for (Object value : header.values()) {
      if (value == null || value.toString().isBlank()) {
        throw new IllegalArgumentException(
            "%s, line %d: column %d has no name".formatted(name, header.line(), names.size() + 1));
      }
      names.add(value.toString());
    }
    return List.copyOf(names);
  }

  private @Nullable CsvLine parsed() {
    try {
      return lines.hasNext() ? lines.next() : null;
    } catch (CsvParseException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      Matcher line = LINE.matcher(String.valueOf(e.getMessage()));
      throw new IllegalArgumentException(
          "%s%s is no CSV: %s"
              .formatted(name, line.find() ? ", " + line.group() + "," : "", cause.getMessage()),
          e);
    }
  }

  @Override
  List<String> columns() {
    return columns;
  }

  @Override
  public boolean hasNext() {
    while (next == null) {
      next = parsed();
      if (next == null) {
        return false;
      }
      if (next.isBlank() && columns.size() > 1) {
        next = null;
      }
    }
    return true;
  }

  @Override
  public @Nullable Object[] next() {
    CsvLine line = hasNext() ? next : null;
    if (line == null) {
      throw new NoSuchElementException();
    }
    next = null;
    if (line.values().length != columns.size()) {
      throw new IllegalArgumentException(
          "%s, line %d: expected %d values, as in the first line, but found %d"
              .formatted(name, line.line(), columns.size(), line.values().length));
    }
    return line.values();
  }
}
