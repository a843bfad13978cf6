package dev.tektite.examples.demo;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The rows of a CSV file, whose first record names the columns.
///
/// The whole file is checked when it is opened, and again while its rows are read. Values stay the
/// text that they are.
///
/// *Immutable.*
final class CsvFile implements Source {
  private static final Pattern LINE = Pattern.compile("line (\\d+)");

  private final Path file;
  private final String key;
  private final List<Column> columns;

  private CsvFile(Path file, String key, List<Column> columns) {
    this.file = file;
    this.key = key;
    this.columns = columns;
  }

  /// Reads the file once to check it.
  ///
  /// @throws DemoFailure if it is malformed, with the line
  static CsvFile open(Path file) {
    Utf8Check.require(file);
    return read(
        file,
        records -> {
          if (!records.hasNext()) {
            throw new DemoFailure(
                "%s is empty: its first line must name the columns".formatted(file));
          }
          CsvHeader header = CsvHeader.of(file, records.next().getFields());
          boolean[] hasText = findText(file, header, records);
          List<Column> columns = new ArrayList<>();
          for (int i = 0; i < hasText.length; i++) {
            columns.add(new Column(header.names().get(i), hasText[i]));
          }
          return new CsvFile(file, header.freeName("row_number"), List.copyOf(columns));
        });
  }

  /// Looks for the columns that hold words, not only numbers.
  private static boolean[] findText(Path file, CsvHeader header, Iterator<CsvRecord> records) {
    if (!records.hasNext()) {
      throw new DemoFailure("%s has a header, but no rows below it".formatted(file));
    }
    boolean[] hasText = new boolean[header.names().size()];
    boolean any = false;
    while (records.hasNext()) {
      CsvRecord record = checked(file, header.names().size(), records.next());
      for (int i = 0; i < hasText.length; i++) {
        hasText[i] = hasText[i] || Words.hasLetter(record.getField(i));
        any |= hasText[i];
      }
    }
    if (!any) {
      throw new DemoFailure(
          "%s has no column with words, so there is nothing to search for".formatted(file));
    }
    return hasText;
  }

  private static CsvRecord checked(Path file, int columns, CsvRecord record) {
    if (record.getFieldCount() != columns) {
      throw new DemoFailure(
          "%s, line %d: expected %d fields, as in the header, but found %d"
              .formatted(file, record.getStartingLineNumber(), columns, record.getFieldCount()));
    }
    return record;
  }

  private static <T> T read(Path file, Function<Iterator<CsvRecord>, T> use) {
    try (var reader = reader(file)) {
      return use.apply(reader.iterator());
    } catch (CsvParseException e) {
      throw malformed(file, e);
    } catch (IOException | UncheckedIOException e) {
      throw new DemoFailure("%s cannot be read: %s".formatted(file, e), e);
    }
  }

  private static CsvReader<CsvRecord> reader(Path file) throws IOException {
    return CsvReader.builder()
        .detectBomHeader(true)
        .allowUnclosedQuote(false)
        .allowExtraCharsAfterClosingQuote(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // counted here, with a better message
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(file);
  }

  private static DemoFailure malformed(Path file, CsvParseException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    Matcher line = LINE.matcher(String.valueOf(e.getMessage()));
    String where = line.find() ? ", " + line.group() : "";
    return new DemoFailure("%s%s: %s".formatted(file, where, cause.getMessage()), e);
  }

  @Override
  public String rowsAre() {
    return "rows of " + file.getFileName();
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public <T> T rows(Function<? super Stream<Object[]>, ? extends T> use) {
    return read(
        file,
        records -> {
          records.next();
          long[] number = {0};
          return use.apply(
              Stream.generate(() -> records)
                  .takeWhile(Iterator::hasNext)
                  .map(all -> row(++number[0], checked(file, columns.size(), all.next()))));
        });
  }

  private static Object[] row(long number, CsvRecord record) {
    Object[] row = new Object[record.getFieldCount() + 1];
    row[0] = number;
    for (int i = 1; i < row.length; i++) {
      row[i] = record.getField(i - 1);
    }
    return row;
  }
}
