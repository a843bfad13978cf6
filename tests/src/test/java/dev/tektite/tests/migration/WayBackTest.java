package dev.tektite.tests.migration;

import static dev.tektite.testkit.DatabaseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.migration.AppliedStep;
import dev.tektite.migration.Migrations;
import dev.tektite.migration.Step;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.DatabaseMode;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.TestDatabases;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Targets, and the way back to them.
@ExtendWith(DatabaseExtension.class)
class WayBackTest {
  private static final Step FIRST =
      Step.of("1.0.0", "create table t(a); create table trail(line)")
          .down("drop table t; drop table trail");
  private static final Step SECOND =
      Step.of("1.1.0", "insert into t values (1)")
          .down("delete from t; insert into trail values ('second')");
  private static final Step THIRD =
      Step.of("1.2.0", tx -> tx.execute("create table u(b)"))
          .down(tx -> {
            tx.execute("drop table u");
            tx.execute("insert into trail values ('third')");
          });
  private static final Migrations SCHEMA = Migrations.of(FIRST, SECOND, THIRD);

  private static DatabaseOptions with(Migrations migrations) {
    return DatabaseOptions.defaults().migrations(migrations);
  }

  private static List<String> versions(Database db) {
    return db.<List<AppliedStep>>read(Migrations::history).stream()
        .map(step -> step.version().toString())
        .toList();
  }

  @Test
  void aTargetEndsTheWayUp(TestDatabases databases) {
    Database db = databases.open(with(SCHEMA.upTo("1.1.0")));
    assertThat(versions(db)).containsExactly("1.0.0", "1.1.0");
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void theWayBackGoesThroughTheNewestFirst(TestDatabases databases) {
    databases.open(with(SCHEMA)).close();
    try (Database db = databases.open(with(SCHEMA.downTo("1.0.0")))) {
      assertThat(versions(db)).containsExactly("1.0.0");
      assertThat(db).table("t").isEmpty();
      assertThat(
              db.<List<String>>read(
                  tx -> tx.query("select line from trail order by rowid").asText().list()))
          .containsExactly("third", "second");
    }
    assertThat(versions(databases.open(with(SCHEMA)))).hasSize(3);
  }

  @Test
  void theWayBackMayLeadToTheBeginning(TestDatabases databases) {
    databases.open(with(SCHEMA)).close();
    Database db = databases.open(with(SCHEMA.downTo("0.0.0")));
    assertThat(versions(db)).isEmpty();
    assertThat(
            db.<List<String>>read(tx ->
                tx.query(
                        "select name from sqlite_schema where type = 'table' and name not like 'sqlite%'")
                    .into(String.class)
                    .list()))
        .containsExactly("tektite_migration");
  }

  @Test
  void aTargetAheadIsReachedByTheWayUp(TestDatabases databases) {
    assertThat(versions(databases.open(with(SCHEMA.downTo("1.1.0"))))).hasSize(2);
  }

  @Test
  void aStepWithoutAWayBackRefusesAll(TestDatabases databases) {
    Step oneWay = Step.of("1.3.0", "create table v(c)").describedAs("one way");
    databases.open(with(SCHEMA.and(oneWay))).close();
    assertThatThrownBy(() -> databases.open(with(SCHEMA.and(oneWay).downTo("1.1.0"))))
        .hasMessageContaining("the step 1.3.0 (one way) has no down step");
    assertThat(versions(databases.open())).hasSize(4);
  }

  @Test
  void withoutSayingSoNothingGoesBack(TestDatabases databases) {
    databases.open(with(SCHEMA)).close();
    assertThatThrownBy(() -> databases.open(with(SCHEMA.upTo("1.1.0"))))
        .hasMessageContaining(
            "it has version 1.2.0, beyond 1.1.0: only Migrations.downTo goes back");
  }

  @Test
  void aWayBackThatFailsUndoesAll(TestDatabases databases) {
    Step bad = Step.of("1.3.0", "create table v(c)").down("drop table nowhere");
    databases.open(with(SCHEMA.and(bad))).close();
    assertThatThrownBy(() -> databases.open(with(SCHEMA.and(bad).downTo("1.0.0"))))
        .hasMessageContaining("The step 1.3.0 failed");
    Database db = databases.open();
    assertThat(versions(db)).hasSize(4);
    assertThat(db).table("trail").isEmpty();
  }

  @Test
  void aTargetMustBeAStep() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SCHEMA.upTo("1.5.0"))
        .withMessageContaining("no step to version 1.5.0");
  }
}
