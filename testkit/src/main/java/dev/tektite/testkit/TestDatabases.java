package dev.tektite.testkit;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.Durability;
import dev.tektite.sqlite.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The databases of one test, in a folder of their own.
///
/// At the end of the test each is looked at, closed and looked at again. The test fails if anybody
/// still uses a reader or the turn to write, a statement is under way, a snapshot is pinned, a
/// submitted block waits, a connection or a file stays open, a `-wal` or `-shm` file stays behind,
/// or the data fails `pragma integrity_check` or `pragma foreign_key_check`.
///
/// *One thread at a time.*
public final class TestDatabases implements AutoCloseable {
  private final DatabaseMode mode;
  private final Path folder;
  private final List<Opened> opened = new ArrayList<>();

  /// A database and every connection that was ever opened for it.
  ///
  /// @param lasting whether its file is there after `close`
  /// @param connections filled by the threads that open them
  record Opened(Database database, boolean lasting, List<Connection> connections) {}

  /// Databases of one kind, in a new folder.
  public TestDatabases(DatabaseMode mode) {
    this.mode = mode;
    try {
      this.folder = Files.createTempDirectory("tektite-test-");
    } catch (IOException e) {
      throw new UncheckedIOException("No folder for the databases of the test can be created", e);
    }
  }

  /// What kind they are.
  public DatabaseMode mode() {
    return mode;
  }

  /// The folder, which is removed with all that is in it at the end.
  public Path folder() {
    return folder;
  }

  /// The file of the first database, for those kinds that last.
  public Path file() {
    return folder.resolve("test.db");
  }

  /// Opens a database with the default options, but for the flushes to the disk: a test's data need
  /// not survive a power cut.
  public Database open() {
    return open(DatabaseOptions.defaults().durability(Durability.OFF));
  }

  /// Opens a database: the first in [#file()], as every other whose predecessor has been closed.
  public Database open(DatabaseOptions options) {
    return open(file(), options);
  }

  /// Opens a database in a file of the test's own choice.
  ///
  /// @param file where, for those kinds that last
  public Database open(Path file, DatabaseOptions options) {
    List<Connection> connections = new CopyOnWriteArrayList<>();
    var database = mode.open(file, options.onConnection(connections::add));
    opened.add(new Opened(database, mode.isLasting(), connections));
    return database;
  }

  /// The database that was opened latest.
  Database latest() {
    return opened.getLast().database();
  }

  /// Whether none has been opened yet.
  boolean isEmpty() {
    return opened.isEmpty();
  }

  /// Looks for leaks, closes every database, looks again, and removes the folder.
  ///
  /// @throws AssertionError if something was left behind
  @Override
  public void close() {
    try {
      LeakCheck.closeAll(opened);
    } finally {
      removeFolder();
    }
  }

  private void removeFolder() {
    try (var files = Files.walk(folder)) {
      for (Path path : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The folder of the test cannot be removed: " + folder, e);
    }
  }
}
