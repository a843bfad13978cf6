package dev.tektite.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.migration.Adoption;
import dev.tektite.migration.AppliedStep;
import dev.tektite.migration.DryRun;
import dev.tektite.migration.MigrationException;
import dev.tektite.migration.MigrationStatus;
import dev.tektite.migration.Migrations;
import dev.tektite.migration.Step;
import dev.tektite.migration.TableRebuild;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a schema grows.
class MigrationTourTest {
  // @start region=schema
  static final Migrations SCHEMA =
      Migrations.of(
          Step.of(
                  "1.0.0",
                  """
                  create table account(
                    id integer primary key, owner text not null unique, balance integer not null);
                  """)
              .describedAs("accounts")
              .creates("account"),
          Step.of("1.1.0", "alter table account add column email text")
              .describedAs("add email")
              .down("alter table account drop column email"),
          Step.of("1.2.0", tx -> tx.execute("update account set email = lower(email)"))
              .describedAs("emails are lower case"));

  // @end

  // @start region=rebuild
  static final Step NO_DEBTS =
      Step.of(
          "2.0.0",
          TableRebuild.of(
                  "account",
                  """
                  create table account(
                    id integer primary key, owner text not null unique, email text,
                    balance integer not null check (balance >= 0));
                  """)
              .fill("balance", "max(balance, 0)"));

  // @end

  @TempDir Path folder;

  private final List<String> log = new ArrayList<>();

  private Path file() {
    return folder.resolve("bank.db");
  }

  private void log(String line) {
    log.add(line);
  }

  @Test
  void openMigrates() {
    Path file = file();
    // @start region=open
    try (var db = Database.open(file, DatabaseOptions.defaults().migrations(SCHEMA))) {
      db.write(tx -> tx.insert("insert into account(owner, balance) values (?, ?)", "Ben", 0));
      List<AppliedStep> history = db.read(Migrations::history);
      history.forEach(step -> log(step.toString()));
    }
    // @end
    assertThat(log)
        .containsExactly("1.0.0 (accounts)", "1.1.0 (add email)", "1.2.0 (emails are lower case)");
  }

  @Test
  void filesOnTheClassPath() {
    Path file = file();
    // @start region=class-path
    Migrations schema = Migrations.classPath(MigrationTourTest.class, "bank-steps");
    // @end
    try (var db = Database.open(file, DatabaseOptions.defaults().migrations(schema))) {
      assertThat(db.<MigrationStatus>read(schema::status).isUpToDate()).isTrue();
    }
  }

  @Test
  void aTableIsRebuilt() {
    Path file = file();
    try (var db = Database.open(file, DatabaseOptions.defaults().migrations(SCHEMA))) {
      db.write(tx -> tx.execute("insert into account(owner, balance) values ('Ada', -3)"));
    }
    // @start region=backup-first
    var options = DatabaseOptions.defaults().migrations(SCHEMA.and(NO_DEBTS).backupFirst());
    // @end
    try (var db = Database.open(file, options)) {
      assertThat(db.<Long>read(tx -> tx.query("select balance from account").asLong().one()))
          .isZero();
    }
    assertThat(Files.exists(folder.resolve("bank.db.before-2.0.0"))).isTrue();
  }

  @Test
  void aDryRunTells() {
    Path file = file();
    Database.open(file, DatabaseOptions.defaults().migrations(SCHEMA)).close();
    // @start region=dry-run
    var options = DatabaseOptions.defaults().migrations(SCHEMA.and(NO_DEBTS));
    DryRun run = Database.dryRun(file, options);
    if (run.succeeds()) {
      run.steps().forEach(step -> log("%s took %s".formatted(step, step.duration())));
      log(run.schemaDifference().toString());
    }
    // @end
    assertThat(log.getFirst()).startsWith("2.0.0 (Rebuild account) took PT0.");
    assertThat(log.getLast()).contains("~ table account");
  }

  @Test
  void toolsAsk() {
    Path file = file();
    // @start region=tools
    try (var db = Database.open(file)) { // without migrations: nothing is run
      MigrationStatus status = db.read(SCHEMA::status);
      status.pending().forEach(step -> log("pending: " + step));
      status.problems().forEach(problem -> log("problem: " + problem));
    }
    // @end
    assertThat(log).hasSize(3).first().isEqualTo("pending: 1.0.0 (accounts)");
  }

  @Test
  void whatWasChangedIsShown() {
    Path file = file();
    Step first = Step.of("1.0.0", "create table t(a text not null)").describedAs("t");
    Database.open(file, DatabaseOptions.defaults().migrations(Migrations.of(first))).close();
    Step edited = Step.of("1.0.0", "create table t(a text)").describedAs("t");
    assertThatThrownBy(
            () -> Database.open(file, DatabaseOptions.defaults().migrations(Migrations.of(edited))))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("it was «not null)» and is «)» (line 1)");
  }

  @Test
  void aDatabaseIsAdopted() {
    Path file = file();
    try (var db = Database.open(file)) {
      db.write(tx ->
          tx.executeScript(
              """
              create table account(
                id integer primary key, owner text not null unique, balance integer not null);
              create table meta(key text primary key, value text);
              insert into meta values ('schema_version', '1');
              """));
    }
    // @start region=adopt
    Migrations schema = SCHEMA.adopting(Adoption.metaTable("meta", "schema_version"));
    // @end
    try (var db = Database.open(file, DatabaseOptions.defaults().migrations(schema))) {
      assertThat(db.<List<AppliedStep>>read(Migrations::history))
          .extracting(AppliedStep::adopted)
          .containsExactly(true, false, false);
    }
  }

  @Test
  void theWayBack() {
    Path file = file();
    Migrations schema = Migrations.of(SCHEMA.steps().get(0), SCHEMA.steps().get(1));
    Database.open(file, DatabaseOptions.defaults().migrations(schema)).close();
    // @start region=down
    var options = DatabaseOptions.defaults().migrations(schema.downTo("1.0.0"));
    Database.open(file, options).close();
    // @end
    try (var db = Database.open(file)) {
      assertThat(db.<List<AppliedStep>>read(Migrations::history)).hasSize(1);
    }
  }
}
