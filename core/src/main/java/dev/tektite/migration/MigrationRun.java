package dev.tektite.migration;

import dev.tektite.block.BlockConnection;
import dev.tektite.block.BlockInfo;
import dev.tektite.block.BlockTx;
import dev.tektite.engine.LockWait;
import dev.tektite.sql.ReadTx;
import dev.tektite.sql.WriteTx;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.Hooks;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One run of the steps on one connection.
///
/// ```
///   process A                              process B
///   looks: steps are pending               looks: steps are pending
///   BEGIN IMMEDIATE                        BEGIN IMMEDIATE  waits
///   looks again; runs them, each in a
///   savepoint; checks foreign keys
///   COMMIT                                 … looks again: nothing is pending
/// ```
///
/// Foreign keys are switched off before the transaction, since `pragma foreign_keys` does nothing
/// inside of one, and a rebuilt table would otherwise take the rows with it that point to its rows.
///
/// *One thread at a time.*
final class MigrationRun {
  private static final System.Logger LOGGER = System.getLogger("dev.tektite");
  private static final BlockInfo INFO = new BlockInfo("migration", true, 0, Long.MAX_VALUE);
  private static final long LONGEST_WAIT_SECONDS = Integer.MAX_VALUE;

  private final Migrations migrations;
  private final String database;
  private final BlockConnection link;
  private final Function<Version, @Nullable Path> backup;
  private final long waitUntil;
  private boolean enforced;
  private boolean committing;
  private @Nullable Path copy;

  /// @param backup stores a copy of the database, given the version that is aimed at
  MigrationRun(
      Migrations migrations,
      String database,
      BlockConnection link,
      Function<Version, @Nullable Path> backup) {
    this.migrations = migrations;
    this.database = database;
    this.link = link;
    this.backup = backup;
    long seconds = Math.min(LONGEST_WAIT_SECONDS, migrations.waitLimit().toSeconds());
    this.waitUntil =
        System.nanoTime() + seconds * 1_000_000_000 + migrations.waitLimit().toNanosPart();
  }

  MigrationResult run() {
    Plan plan = reading(tx -> Plan.of(migrations, tx));
    refuse(plan);
    if (plan.isEmpty()) {
      return MigrationResult.nothing(plan.start());
    }
    enforced = reading(tx -> tx.query("pragma foreign_keys").asLong().one()) != 0;
    link.run("pragma foreign_keys = off");
    try {
      return change();
    } finally {
      if (enforced) {
        link.run("pragma foreign_keys = on");
      }
    }
  }

  private void refuse(Plan plan) {
    if (!plan.problems().isEmpty()) {
      throw MigrationException.refused(
          "The database %s cannot be migrated: ".formatted(database), plan.problems());
    }
  }

  // ---- transactions ----

  private <T> T reading(Function<ReadTx, T> question) {
    List<T> answer = new ArrayList<>(1);
    LockWait.untilFree(
        "a read lock of " + database,
        waitUntil,
        () -> {
          link.run("begin");
          BlockTx tx = BlockTx.reading(link, INFO);
          try {
            answer.add(question.apply(tx));
          } finally {
            tx.end();
            rollback();
          }
        });
    return answer.getFirst();
  }

  /// Lets nothing be committed but the whole. It takes more than the transaction: when a write
  /// fails while SQLite reads the schema anew in the middle of a statement, SQLite 3.53.4 undoes
  /// the transaction, and can then run the statement again, alone and with success.
  private MigrationResult change() {
    Hooks hooks = link.connection().hooks();
    BooleanSupplier users = hooks.commit();
    hooks.commit(() -> committing && (users == null || users.getAsBoolean()));
    try {
      return changeAll();
    } finally {
      hooks.commit(users);
    }
  }

  private MigrationResult changeAll() {
    LockWait.untilFree(
        "the write lock of " + database, waitUntil, () -> link.run("begin immediate"));
    BlockTx tx = BlockTx.writing(link, INFO, () -> {});
    try {
      MigrationResult result = steps(tx);
      tx.end();
      commit(result);
      tx.afterCommitActions().forEach(MigrationRun::quietly);
      return result;
    } catch (Throwable e) {
      tx.end();
      undo(e);
      tx.afterRollbackActions().forEach(MigrationRun::quietly);
      throw e;
    }
  }

  private void commit(MigrationResult result) {
    if (!result.isChange()) {
      rollback();
      return;
    }
    committing = true;
    try {
      LockWait.untilFree("readers of " + database, waitUntil, () -> link.run("commit"));
    } catch (DatabaseException.Io e) {
      throw new DatabaseException.Uncertain(
          "It is unknown whether the migration of %s to %s is stored, whole or not at all: open the database again, and its history tells (%s)"
              .formatted(database, result.to(), e.getMessage()),
          e);
    }
  }

  private void rollback() {
    if (!link.connection().isAutocommit()) {
      link.run("rollback");
    }
  }

  private void undo(Throwable failure) {
    try {
      rollback();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
    if (!(failure instanceof DatabaseException.Uncertain)) {
      SafetyCopy.remove(copy, failure);
    }
  }

  private static void quietly(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "What a step of a migration wanted to be run after it failed", e);
    }
  }

  // ---- inside the transaction ----

  private MigrationResult steps(BlockTx tx) {
    Plan plan = Plan.of(migrations, tx);
    refuse(plan);
    if (plan.isEmpty()) {
      return MigrationResult.nothing(plan.start());
    }
    if (migrations.backsUpFirst() && !Catalog.ownTables(tx).isEmpty()) {
      copy = backup.apply(migrations.target());
    }
    History.create(tx);
    plan.adopted().forEach(step -> History.add(tx, step));
    List<AppliedStep> applied = plan.pending().stream().map(step -> run(tx, step)).toList();
    plan.undone().forEach(step -> undo(tx, step));
    tx.requireTransaction();
    requireForeignKeys(tx);
    return new MigrationResult(
        plan.start(), migrations.target(), applied, plan.adopted(), plan.undone(), copy);
  }

  private AppliedStep run(WriteTx tx, Step step) {
    Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    long startedAt = System.nanoTime();
    apart(
        tx,
        step,
        part -> {
          step.run(part);
          requireCreated(part, step);
        });
    Duration took = Duration.ofNanos(System.nanoTime() - startedAt).truncatedTo(ChronoUnit.MICROS);
    AppliedStep entry = History.entry(migrations, step, at, took, false);
    History.add(tx, entry);
    return entry;
  }

  private void undo(WriteTx tx, Step step) {
    apart(tx, step, step::undo);
    History.remove(tx, step.version());
  }

  private void apart(WriteTx tx, Step step, Consumer<WriteTx> part) {
    if (Thread.currentThread().isInterrupted()) {
      throw new DatabaseException.Cancelled(
          "Thread %s was interrupted while it migrated %s, which is as it was"
              .formatted(Thread.currentThread().getName(), database),
          null);
    }
    try {
      tx.savepoint(part);
    } catch (RuntimeException e) {
      throw MigrationException.failed(
          "The step %s failed, and the database %s is as it was: %s"
              .formatted(step, database, e.getMessage()),
          e);
    }
  }

  private static void requireCreated(ReadTx tx, Step step) {
    for (String table : step.creates()) {
      if (!Catalog.hasTable(tx, table)) {
        throw new IllegalStateException(
            "it says that it creates %s, which is not there when it has run".formatted(table));
      }
    }
  }

  private void requireForeignKeys(ReadTx tx) {
    List<String> violations = enforced ? ForeignKeys.violations(tx) : List.of();
    if (!violations.isEmpty()) {
      throw MigrationException.refused(
          "The database %s cannot be migrated, and is as it was, since its foreign keys would not hold (ask pragma foreign_key_check whether they did before): "
              .formatted(database),
          violations);
    }
  }
}
