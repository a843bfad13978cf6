package dev.tektite.transfer;

import dev.tektite.bulk.BulkInsert;
import dev.tektite.bulk.BulkResult;
import dev.tektite.bulk.WriteDoor;
import dev.tektite.schema.Column;
import dev.tektite.schema.Identifier;
import dev.tektite.sql.WriteTx;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Rows out of a text into a table.
///
/// ```java
/// db.write(tx -> TableImport.into("item", Csv.standard()).read(tx, file));
/// ```
///
/// The names in the text are those of columns, whatever the case; columns that it does not name
/// take their default. What becomes of values says the [package][dev.tektite.transfer]. A row that
/// is refused is named by its number, from 1, without the line that names the columns; text that is
/// malformed by its line.
///
/// *Immutable.*
public final class TableImport {
  private final Identifier table;
  private final Format format;
  private final List<String> only;
  private final UnaryOperator<BulkInsert<@Nullable Object[]>> how;

  private TableImport(
      Identifier table,
      Format format,
      List<String> only,
      UnaryOperator<BulkInsert<@Nullable Object[]>> how) {
    this.table = table;
    this.format = format;
    this.only = only;
    this.how = how;
  }

  /// An import into a table that is there.
  public static TableImport into(String table, Format format) {
    return into(Identifier.of(table), format);
  }

  /// An import into a table of a certain database.
  public static TableImport into(Identifier table, Format format) {
    return new TableImport(table, format, List.of(), insert -> insert);
  }

  /// The same, taking some columns of the text and passing over the others.
  ///
  /// @throws IllegalArgumentException if none is named
  public TableImport only(String... columns) {
    if (columns.length == 0) {
      throw new IllegalArgumentException(
          "No column of %s is named that is to be taken".formatted(table));
    }
    return new TableImport(table, format, List.of(columns), how);
  }

  /// The same, inserted in another way: `bulk(insert -> insert.orUpdate("id").chunkRows(500))`.
  public TableImport bulk(UnaryOperator<BulkInsert<@Nullable Object[]>> way) {
    return new TableImport(table, format, only, way);
  }

  /// Reads a file, all or nothing, in the block of the `tx`.
  ///
  /// @param file in UTF-8
  /// @throws IllegalArgumentException if the text is malformed, or names columns that the table
  ///   does not have
  /// @throws dev.tektite.sqlite.DatabaseException if a row is refused
  /// @throws UncheckedIOException if the file cannot be read
  public BulkResult read(WriteTx tx, Path file) {
    return withReader(file, reader -> read(tx, reader, named(file)));
  }

  /// Reads a text, all or nothing, in the block of the `tx`; to its end, without closing it. A
  /// block that could run twice must not have it from outside.
  ///
  /// @throws IllegalArgumentException as by [#read(WriteTx, Path)]
  public BulkResult read(WriteTx tx, Reader text) {
    return withSource(text, "The text", source -> read(tx, source));
  }

  private BulkResult read(WriteTx tx, Reader text, String name) {
    return withSource(text, name, source -> read(tx, source));
  }

  private BulkResult read(WriteTx tx, RowSource source) {
    if (source.columns().isEmpty()) {
      return new BulkResult(0, 0);
    }
    TableMapping mapping = TableMapping.of(table, Column.of(tx, table), source.columns(), only);
    return insert(mapping).insert(tx, mapping.rows(source));
  }

  /// Reads a file chunk by chunk, each stored in a block of its own.
  ///
  /// @param door `db::write`, or that of `db.with(…)`
  /// @throws IllegalArgumentException as by [#read(WriteTx, Path)]
  public BulkResult readInChunks(WriteDoor door, Path file) {
    return withReader(
        file, reader -> withSource(reader, named(file), source -> readInChunks(door, source)));
  }

  /// Reads a text chunk by chunk, to its end, without closing it.
  ///
  /// @param door `db::write`, or that of `db.with(…)`
  /// @throws IllegalArgumentException as by [#read(WriteTx, Path)]
  public BulkResult readInChunks(WriteDoor door, Reader text) {
    return withSource(text, "The text", source -> readInChunks(door, source));
  }

  private BulkResult readInChunks(WriteDoor door, RowSource source) {
    if (source.columns().isEmpty()) {
      return new BulkResult(0, 0);
    }
    TableMapping[] mapping = new TableMapping[1];
    door.write(
        tx -> mapping[0] = TableMapping.of(table, Column.of(tx, table), source.columns(), only));
    return insert(mapping[0]).insertInChunks(door, mapping[0].rows(source));
  }

  private BulkInsert<@Nullable Object[]> insert(TableMapping mapping) {
    return how.apply(BulkInsert.rows(table, mapping.names().toArray(String[]::new)));
  }

  // ---- opening ----

  private interface Use<T> {
    BulkResult apply(T what);
  }

  private static String named(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static BulkResult withReader(Path file, Use<Reader> use) {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return use.apply(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read: %s".formatted(file, e), e);
    }
  }

  private BulkResult withSource(Reader text, String name, Use<RowSource> use) {
    try {
      return use.apply(format.open(text, name));
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read: %s".formatted(name, e), e);
    }
  }
}
