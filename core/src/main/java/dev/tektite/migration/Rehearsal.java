package dev.tektite.migration;

import dev.tektite.block.BlockConnection;
import dev.tektite.block.BlockInfo;
import dev.tektite.block.BlockTx;
import dev.tektite.schema.Schema;
import dev.tektite.sql.ReadTx;
import dev.tektite.sqlite.Authorizer;
import dev.tektite.sqlite.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Runs a migration on a copy of a database. `Database.dryRun` does it by itself; this is for tools
/// that open connections of their own.
///
/// *Safe for any number of threads.*
public final class Rehearsal {
  private static final BlockInfo INFO = new BlockInfo("dry run", false, 0, Long.MAX_VALUE);

  private Rehearsal() {}

  /// Copies a database into a folder beside it, migrates the copy, and removes it.
  ///
  /// @param source a connection to the database, outside of a transaction; it is only read
  /// @param file where the database is
  /// @param opener opens the copy, configured like the database
  public static DryRun onCopy(
      Migrations migrations, Connection source, Path file, Function<Path, Connection> opener) {
    try {
      Path folder = Files.createTempDirectory(file.toAbsolutePath().getParent(), ".dry-run-");
      try {
        Path copy = folder.resolve("copy.db");
        SafetyCopy.copy(source, copy);
        try (Connection connection = opener.apply(copy)) {
          return on(migrations, connection, file.toString());
        }
      } finally {
        remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("No copy of %s can be made for a dry run".formatted(file), e);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /// Migrates a database that may be lost, and tells what came of it.
  ///
  /// @param database its name in messages
  public static DryRun on(Migrations migrations, Connection connection, String database) {
    Schema before = read(connection, Rehearsal::schema);
    Version from = read(connection, tx -> Plan.of(migrations, tx).start());
    List<AppliedStep> steps = List.of();
    RuntimeException failure = null;
    try {
      steps = Migrator.of(migrations, database).run(connection).applied();
    } catch (RuntimeException e) {
      failure = e;
    }
    Schema after = read(connection, Rehearsal::schema);
    return new DryRun(
        from,
        steps,
        before.differenceTo(after),
        read(connection, ForeignKeys::violations),
        read(connection, Rehearsal::integrityProblems),
        failure);
  }

  /// The schema without the history.
  private static Schema schema(ReadTx tx) {
    Schema all = Schema.of(tx);
    return new Schema(
        all.name(),
        all.tables().stream().filter(table -> !table.name().equals(History.TABLE)).toList(),
        all.views());
  }

  private static List<String> integrityProblems(ReadTx tx) {
    return tx.query("pragma integrity_check").into(String.class).list().stream()
        .filter(line -> !line.equals("ok"))
        .toList();
  }

  private static <T> T read(Connection connection, Function<ReadTx, T> question) {
    Authorizer former = connection.hooks().authorizer();
    var link = new BlockConnection(connection, 0);
    link.run("begin");
    BlockTx tx = BlockTx.reading(link, INFO);
    try {
      return question.apply(tx);
    } finally {
      tx.end();
      link.run("rollback");
      connection.hooks().authorizer(former);
    }
  }
}
