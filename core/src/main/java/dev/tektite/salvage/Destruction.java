package dev.tektite.salvage;

import dev.tektite.schema.Identifier;
import dev.tektite.schema.Schema;
import dev.tektite.schema.Table;
import dev.tektite.schema.TableKind;
import dev.tektite.schema.Trigger;
import dev.tektite.schema.View;
import dev.tektite.sql.WriteTx;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.OpenMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Throws data away, once the caller has said what.
///
/// *Safe for any number of threads.*
public final class Destruction {
  private static final List<String> COMPANIONS = List.of("-wal", "-shm", "-journal");

  private Destruction() {}

  /// Refuses to go on unless the name of the file has been repeated.
  public static void requireConfirmation(Path file, String confirmedName, String what) {
    Path name = file.getFileName();
    if (name == null || !name.toString().equals(confirmedName)) {
      throw new IllegalArgumentException(
          "This destroys %s: to confirm it, pass the name of the file, \"%s\"; it was \"%s\""
              .formatted(what, name, confirmedName));
    }
  }

  /// What would be lost with a file, in words.
  public static String contentOf(Path file) {
    try {
      return "%s with its %d bytes".formatted(file, Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException("There is no file %s to reset".formatted(file), e);
    }
  }

  /// Removes a file with its log and journal.
  ///
  /// @throws DatabaseException.Busy if another process is using it
  public static void remove(Path file) {
    requireUnused(file);
    try {
      for (String companion : COMPANIONS) {
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + companion));
      }
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be removed".formatted(file), e);
    }
  }

  private static void requireUnused(Path file) {
    try (Connection connection = Connection.open(file, OpenMode.READ_WRITE)) {
      connection.execute("pragma locking_mode = exclusive; begin exclusive; rollback");
    } catch (DatabaseException.Busy e) {
      throw e.retold(
          "%s is not removed: another process is using it; end that one first".formatted(file));
    } catch (DatabaseException e) {
      // whoever cannot be asked does not use it as a database
    }
  }

  /// Drops all tables, views and triggers.
  ///
  /// @return how many tables there were
  public static int dropAll(WriteTx tx) {
    Schema schema = Schema.of(tx);
    tx.execute("pragma defer_foreign_keys = on");
    for (View view : schema.views()) {
      tx.execute("drop view " + Identifier.quote(view.name()));
    }
    for (Table table : schema.tables()) {
      for (Trigger trigger : table.triggers()) {
        tx.execute("drop trigger " + Identifier.quote(trigger.name()));
      }
    }
    List<Table> own =
        schema.tables().stream().filter(table -> table.kind() != TableKind.SHADOW).toList();
    own.stream()
        .filter(table -> table.kind() == TableKind.ORDINARY)
        .forEach(table -> tx.execute("delete from " + Identifier.quote(table.name())));
    own.forEach(table -> tx.execute("drop table " + Identifier.quote(table.name())));
    return own.size();
  }
}
