package dev.tektite.tests.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.Durability;
import dev.tektite.sql.ReadTx;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.DatabaseMode;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.Steps;
import dev.tektite.testkit.TestDatabases;
import dev.tektite.tests.OtherProcess;
import dev.tektite.tests.load.Pulse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// *Still reads*: a block sees one commit, unchanging, however long it runs; and it sees every
/// write that had returned before it began.
@ExtendWith(DatabaseExtension.class)
class StillReadsTest {
  private static final int READERS = 8;
  private static final long SECONDS = 4;
  private static final long READ_EVERY_NANOS = 100_000;

  private static final long LONGEST_TRUNCATE_MILLIS = 200;

  /// How many truncates are judged: those in whose time the machine itself was not late.
  private static final int JUDGED = 10;

  /// How many of them may take longer: SQLite itself asks again after pauses that grow to 100 ms.
  private static final int TOO_LONG = 1;

  private static final int MOST_TRUNCATES = 200;

  private static long count(ReadTx tx) {
    return tx.query("select count(*) from t").asLong().one();
  }

  private static void create(Database db) {
    db.write(tx -> tx.execute("create table t(a)"));
  }

  private static void insert(Database db) {
    db.write(tx -> tx.execute("insert into t values (1)"));
  }

  //   reader                    writer
  //   block begins
  //   at("begun")
  //                             await("begun")
  //                             write returns
  //                             at("committed")
  //   await("committed")
  //   reads: not there
  //   block ends
  //   block: there
  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.TEMPORARY})
  void aReaderThatBeganBeforeACommitNeverSeesIt(Database db, Steps steps) {
    create(db);
    steps.start(
        "writer",
        () -> {
          steps.await("begun");
          insert(db);
          steps.at("committed");
        });
    long seen =
        db.<Long>read(tx -> {
          steps.atAndAwait("begun", "committed");
          return count(tx);
        });
    assertThat(seen).isZero();
    assertThat(db.<Long>read(StillReadsTest::count)).isOne();
  }

  @EveryDatabase
  void aReaderThatBeginsAfterWriteReturnedSeesIt(Database db) {
    create(db);
    for (long i = 1; i <= 500; i++) {
      insert(db);
      assertThat(db.<Long>read(StillReadsTest::count)).isEqualTo(i);
    }
  }

  //   reader                    another process
  //   block: warm from now on
  //                             commits
  //   block: sees it
  @Test
  void aWarmReaderSeesWhatAnotherJvmHasWritten(Database db) {
    create(db);
    try (var other = OtherProcess.jvm(db.path())) {
      seesWhatAnotherWrites(db, other);
    }
  }

  @Test
  void aWarmReaderSeesWhatTheCommandLineHasWritten(Database db) {
    assumeTrue(OtherProcess.hasCommandLine(), "sqlite3 is not installed");
    create(db);
    try (var other = OtherProcess.commandLine(db.path())) {
      seesWhatAnotherWrites(db, other);
    }
  }

  private static void seesWhatAnotherWrites(Database db, OtherProcess other) {
    for (long i = 1; i <= 200; i++) {
      other.ask("insert into t values (1);");
      assertThat(db.<Long>read(StillReadsTest::count)).isEqualTo(i);
    }
    long before =
        db.<Long>read(tx -> {
          other.ask("insert into t values (1);");
          return count(tx);
        });
    assertThat(before).isEqualTo(200);
    assertThat(db.<Long>read(StillReadsTest::count)).isEqualTo(201);
  }

  // Two threads write and read, two read, another JVM writes, changes the schema and cuts the log.
  // A reader connection with an attached database keeps no snapshot warm.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noReadIsStaleAmongRandomInterleavings(boolean warm, TestDatabases databases, Steps steps) {
    DatabaseOptions options = DatabaseOptions.defaults().readers(3).durability(Durability.OFF);
    var db =
        databases.open(
            warm
                ? options
                : options.onConnection(each -> each.execute("attach ':memory:' as other")));
    var oracle = new CounterOracle(db);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    try (var other = OtherProcess.jvm(db.path())) {
      other.order("spin");
      steps.start(
          "acknowledged by the other",
          () -> {
            for (String line = other.nextLine(); !line.startsWith("ok"); line = other.nextLine()) {
              oracle.acknowledge(Long.parseLong(line));
            }
          });
      for (long i = 0; i < 2; i++) {
        long seed = i;
        steps.start("writer " + i, () -> oracle.writeUntil(until, seed));
        steps.start("reader " + i, () -> oracle.readUntil(until));
      }
      for (String name : List.of("writer 0", "writer 1", "reader 0", "reader 1")) {
        assertThat(steps.outcome(name)).isNull();
      }
      other.order("select 1");
      assertThat(steps.outcome("acknowledged by the other")).isNull();
      other.answer();
    }
    assertThat(oracle.reads()).isGreaterThan(1000);
  }

  //   8 warm readers            another process
  //                             commits
  //                             wal_checkpoint(TRUNCATE): nothing is left in the log
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anotherProcessGetsItsTruncate(boolean idle, TestDatabases databases, Steps steps) {
    var db = databases.open(DatabaseOptions.defaults().readers(READERS).durability(Durability.OFF));
    create(db);
    var stop = new AtomicBoolean();
    try (var other = OtherProcess.jvm(db.path())) {
      warmAllReaders(db, steps, stop, idle);
      truncateInTime(db, other);
    } finally {
      stop.set(true);
    }
  }

  private static void truncateInTime(Database db, OtherProcess other) {
    int judged = 0;
    List<Long> tooLong = new ArrayList<>();
    try (var pulse = new Pulse()) {
      for (int i = 0; i < MOST_TRUNCATES && judged < JUDGED; i++) {
        long startedAt = System.nanoTime();
        long millis = truncate(db, other);
        if (pulse.wasQuiet(startedAt, System.nanoTime())) {
          judged++;
          if (millis > LONGEST_TRUNCATE_MILLIS) {
            tooLong.add(millis);
          }
        }
      }
    }
    assertThat(judged).as("truncates while the machine was not late").isPositive();
    assertThat(tooLong).as("milliseconds, of %d", judged).hasSizeLessThanOrEqualTo(TOO_LONG);
  }

  /// @return how many milliseconds it took
  private static long truncate(Database db, OtherProcess other) {
    other.ask("insert into t values (1)");
    db.read(StillReadsTest::count);
    long millis = 0;
    List<String> answer;
    do {
      answer = other.ask("pragma wal_checkpoint(truncate)");
      millis += Long.parseLong(answer.getLast());
    } while (answer
        .getFirst()
        .equals("1|-1|-1")); // the database is copying its log itself just now
    assertThat(answer.getFirst()).as("busy, frames in the log, frames copied").isEqualTo("0|0|0");
    return millis;
  }

  private static void warmAllReaders(Database db, Steps steps, AtomicBoolean stop, boolean idle) {
    for (int i = 0; i < READERS; i++) {
      int reader = i;
      steps.start(
          "reader " + i,
          () -> {
            db.read(tx -> {
              steps.at("reading " + reader);
              for (int other = 0; other < READERS; other++) {
                steps.await("reading " + other);
              }
              return count(tx);
            });
            while (!idle && !stop.get()) {
              db.read(StillReadsTest::count);
              LockSupport.parkNanos(READ_EVERY_NANOS);
            }
          });
    }
    if (idle) {
      for (int i = 0; i < READERS; i++) {
        assertThat(steps.outcome("reader " + i)).isNull();
      }
    }
  }
}
