package dev.tektite.migration;

import dev.tektite.block.BlockConnection;
import dev.tektite.sqlite.Authorizer;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Brings databases to the version that an application needs. `Database.open` does it by itself;
/// this is for tools that have a connection of their own.
///
/// *Immutable.*
public final class Migrator {
  private static final System.Logger LOGGER = System.getLogger("dev.tektite");
  private static final int STATEMENTS = 16;

  private final Migrations migrations;
  private final String database;
  private final @Nullable Path file;
  private final @Nullable Supplier<Connection> another;

  private Migrator(
      Migrations migrations,
      String database,
      @Nullable Path file,
      @Nullable Supplier<Connection> another) {
    this.migrations = migrations;
    this.database = database;
    this.file = file;
    this.another = another;
  }

  /// For a database of which no backup can be made.
  ///
  /// @param database its name in messages
  public static Migrator of(Migrations migrations, String database) {
    return new Migrator(migrations, database, null, null);
  }

  /// For a database in a file.
  ///
  /// @param another opens a further connection to it, for the backup
  public static Migrator of(Migrations migrations, Path file, Supplier<Connection> another) {
    return new Migrator(migrations, file.toString(), file, another);
  }

  /// Runs the steps that a database has not had, all or none.
  ///
  /// @param connection outside of a transaction, as it is afterwards; what it enforces and whom it
  ///   asks is as it was, too. After an exception it should be closed
  /// @throws MigrationException if the steps do not fit, or one fails
  /// @throws DatabaseException if the database cannot be locked in time, or cannot be written
  public MigrationResult migrate(Connection connection) {
    MigrationResult result = run(connection);
    if (result.isChange()) {
      tell(result);
    }
    return result;
  }

  private void tell(MigrationResult result) {
    LOGGER.log(
        result.from().equals(Version.NONE) ? Level.DEBUG : Level.INFO,
        "Migrated {0} from {1} to {2} (steps run: {3}, adopted: {4}, undone: {5})",
        database,
        result.from(),
        result.to(),
        result.applied().size(),
        result.adopted().size(),
        result.undone().size());
  }

  /// As [#migrate(Connection)], without telling the operator.
  MigrationResult run(Connection connection) {
    if (migrations.isEmpty()) {
      return MigrationResult.nothing(Version.NONE);
    }
    Authorizer former = connection.hooks().authorizer();
    var link = new BlockConnection(connection, STATEMENTS);
    try {
      return new MigrationRun(migrations, database, link, this::backup).run();
    } finally {
      link.cache().clear();
      connection.hooks().authorizer(former);
    }
  }

  /// @return where the copy is, or `null` where none can be made
  private @Nullable Path backup(Version target) {
    if (file == null || another == null) {
      return null;
    }
    try (Connection reader = another.get()) {
      return SafetyCopy.store(reader, file, target);
    }
  }
}
