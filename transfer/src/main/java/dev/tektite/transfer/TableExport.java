package dev.tektite.transfer;

import dev.tektite.sql.ReadTx;
import dev.tektite.sql.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Rows of a query into a text.
///
/// ```java
/// db.read(tx -> TableExport.as(Csv.standard()).write(tx, file, "select * from item order by id"));
/// ```
///
/// What becomes of values says the [package][dev.tektite.transfer].
///
/// *Immutable.*
public final class TableExport {
  private final Format format;

  private TableExport(Format format) {
    this.format = format;
  }

  /// An export in a format.
  public static TableExport as(Format format) {
    return new TableExport(format);
  }

  /// Writes the rows of a query into a new file; of one that fails, no file is left.
  ///
  /// @param sql trusted: a `select`; say by `order by` in which order
  /// @param arguments bound to its parameters
  /// @return how many rows there were
  /// @throws IllegalArgumentException if two columns have the same name, or a value cannot be
  ///   written
  /// @throws UncheckedIOException if the file is there already, or cannot be written
  public long write(ReadTx tx, Path file, String sql, @Nullable Object... arguments) {
    boolean done = false;
    try (Writer writer = create(file)) {
      try {
        long rows = write(tx, writer, sql, arguments);
        done = true;
        return rows;
      } finally {
        if (!done) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written: %s".formatted(file, e), e);
    }
  }

  private static Writer create(Path file) throws IOException {
    try {
      return Files.newBufferedWriter(
          file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new IOException("it is there already; name another file, or delete it", e);
    }
  }

  /// Writes the rows of a query into a text, which is flushed and not closed.
  ///
  /// @return how many rows there were
  public long write(ReadTx tx, Writer text, String sql, @Nullable Object... arguments) {
    var run = new Run(text);
    long rows = tx.query(sql, arguments).map(row -> run.write(row)).forEach(sink -> {});
    run.end(() -> columnsOfNothing(tx, sql, arguments));
    return rows;
  }

  /// The columns of a query without rows, by which a row of nulls is made: only a row has names.
  private static List<String> columnsOfNothing(
      ReadTx tx, String sql, @Nullable Object[] arguments) {
    String inner = sql.strip().replaceFirst(";+$", "");
    return tx.query(
            "select q.* from (select 1) left join (" + inner + "\n) as q on false", arguments)
        .map(TableExport::names)
        .one();
  }

  private static List<String> names(Row row) {
    List<String> names = IntStream.range(0, row.columns()).mapToObj(row::name).toList();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "The query gives two columns of the name %s: rename one by AS".formatted(name));
      }
    }
    return names;
  }

  /// One export under way.
  private final class Run {
    private final Writer text;
    private @Nullable RowSink sink;

    Run(Writer text) {
      this.text = text;
    }

    private RowSink sink(List<String> columns) {
      return format.sink(text, columns);
    }

    RowSink write(Row row) {
      RowSink open = sink;
      if (open == null) {
        open = sink(names(row));
        sink = open;
      }
      try {
        open.write(row);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return open;
    }

    void end(Supplier<List<String>> columns) {
      RowSink open = sink == null ? sink(columns.get()) : sink;
      try {
        open.end();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
