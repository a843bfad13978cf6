package dev.tektite.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.Steps;
import dev.tektite.testkit.TestDatabases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
class RetentionTest {
  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }

  /// Records `a.0` to `a.9` and `b.0`, with a version of ten characters each second from 1 to 100.
  private static History<String> filled(Database db) {
    History<String> history = History.on(db);
    db.write(tx -> {
      for (int second = 1; second <= 100; second++) {
        for (int record = 0; record < 10; record++) {
          history.put(tx, "a." + record, "0123456789", at(second));
        }
        history.put(tx, "b.0", "0123456789", at(second));
      }
    });
    return history;
  }

  private static long count(Database db, History<?> history, String pattern) {
    return db.<Long>read(tx -> history.count(tx, pattern, Span.all()));
  }

  @EveryDatabase
  void byAgeForAPattern(Database db) {
    History<String> history = filled(db);
    Sweep sweep =
        history
            .retention(db, Keep.of("a.*").forLast(Duration.ofSeconds(30)))
            .clock(InstantSource.fixed(at(100)))
            .sweep();
    assertThat(sweep.removed()).containsExactly(690L);
    assertThat(sweep.complete()).isTrue();
    assertThat(sweep.names()).isZero();
    assertThat(db.<Version<String>>read(tx -> history.first(tx, "a.3")).at()).isEqualTo(at(70));
    assertThat(count(db, history, "b.*")).isEqualTo(100);
  }

  @EveryDatabase
  void byCountKeepsTheNewestOfEachRecord(Database db) {
    History<String> history = filled(db);
    Sweep sweep = history.retention(db, Keep.of("a.*").newest(7)).sweep();
    assertThat(sweep.removed()).containsExactly(930L);
    assertThat(db.<Version<String>>read(tx -> history.first(tx, "a.3")).at()).isEqualTo(at(94));
    assertThat(count(db, history, "#")).isEqualTo(170);
  }

  @EveryDatabase
  void byCountLooksAtTheOrderOfEqualTimesToo(Database db) {
    History<String> history = History.on(db);
    db.write(tx -> List.of("1", "2", "3").forEach(each -> history.put(tx, "r", each, at(1))));
    history.retention(db, Keep.of("r").newest(2)).sweep();
    assertThat(
            db.<List<String>>read(tx ->
                history.range(tx, "r", Span.all()).stream(all -> all.map(Version::value).toList())))
        .containsExactly("2", "3");
  }

  @EveryDatabase
  void bySizeKeepsWhatHasRoom(Database db) {
    History<String> history = filled(db);
    assertThat(history.retention(db, Keep.of("a.*").within(59)).sweep().removedVersions())
        .isEqualTo(950);
    assertThat(count(db, history, "a.0")).isEqualTo(5);
    assertThat(history.retention(db, Keep.of("a.*").within(50)).sweep().removedVersions()).isZero();
    history.retention(db, Keep.of("a.*").within(3)).sweep();
    assertThat(db.<Version<String>>read(tx -> history.first(tx, "a.0")).at()).isEqualTo(at(100));
  }

  @EveryDatabase
  void aVersionMustMeetAllThatARuleSays(Database db) {
    History<String> history = filled(db);
    Keep rule = Keep.of("#").newest(50).forLast(Duration.ofSeconds(20)).within(1_000);
    history.retention(db, rule).clock(InstantSource.fixed(at(100))).sweep();
    assertThat(count(db, history, "b.0")).isEqualTo(21);
    assertThat(rule).hasToString("keep # for the last PT20S newest 50 within 1000 bytes");
  }

  @EveryDatabase
  void recordsWithoutVersionsLoseTheirName(Database db) {
    History<String> history = filled(db);
    Sweep sweep = history.retention(db, Keep.of("a.*").newest(0), Keep.of("b.*")).sweep();
    assertThat(sweep.removed()).containsExactly(1_000L, 0L);
    assertThat(sweep.names()).isEqualTo(10);
    assertThat(db.<List<String>>read(tx -> history.names(tx, NamePattern.topic("#"))))
        .containsExactly("b.0");
  }

  @EveryDatabase
  void theFirstAndLastOfAllTimesAreNothingSpecial(Database db) {
    History<String> history = History.on(db);
    db.write(tx -> {
      history.put(tx, "a", "first", Micros.instant(Long.MIN_VALUE));
      history.put(tx, "a", "last", Micros.instant(Long.MAX_VALUE));
    });
    Retention ages =
        history.retention(db, Keep.of("#").forLast(Duration.ofSeconds(Long.MAX_VALUE)));
    assertThat(ages.sweep().failures()).isEmpty();
    assertThat(count(db, history, "a")).isEqualTo(2);
    assertThat(history.retention(db, Keep.of("#").forLast(Duration.ZERO)).sweep().removed())
        .containsExactly(1L);
    assertThat(history.retention(db, Keep.of("#").newest(0)).sweep().removed()).containsExactly(1L);
  }

  @Test
  void whatGoesWrongIsToldAndTheNextRuleIsFollowed(Database db) {
    History<String> history = filled(db);
    db.write(tx ->
        tx.executeScript(
            """
            create trigger no_a before delete on history_version
            when old.name = (select id from history_name where name = 'a.0')
            begin select raise(abort, 'not that'); end;
            """));
    Sweep sweep = history.retention(db, Keep.of("a.0").newest(1), Keep.of("b.0").newest(1)).sweep();
    assertThat(sweep.removed()).containsExactly(0L, 99L);
    assertThat(sweep.failures())
        .singleElement()
        .asString()
        .contains("keep a.0 newest 1")
        .contains("not that");
    assertThat(count(db, history, "b.0")).isOne();
  }

  @Test
  void itWorksInManySmallBlocks(Database db) {
    History<String> history = History.on(db);
    db.write(tx -> {
      for (int i = 0; i < 20_000; i++) {
        history.put(tx, "r." + i % 100, "value " + i, at(i));
      }
    });
    Sweep sweep = history.retention(db, Keep.of("#").newest(10)).sweep();
    assertThat(sweep.removedVersions()).isEqualTo(19_000);
    assertThat(sweep.chunks()).isGreaterThan(5);
  }

  //   schedule                  test
  //   sweeps at the start
  //                             sees it, puts more
  //   sweeps again and again
  //                             closes it: nothing comes after that
  @EveryDatabase
  void onASchedule(Database db, Steps steps) {
    History<String> history = filled(db);
    RetentionSchedule schedule =
        history.retention(db, Keep.of("a.*").newest(5)).every(Duration.ofMillis(1));
    try (schedule) {
      steps.until("the first sweep", () -> schedule.sweeps() > 0);
      assertThat(count(db, history, "a.*")).isEqualTo(50);
      db.write(tx -> history.put(tx, "a.0", "more", at(200)));
      steps.until("the next sweep", () -> count(db, history, "a.*") == 50);
    }
    long sweeps = schedule.sweeps();
    assertThat(schedule.latest()).isNotNull();
    db.write(tx -> history.put(tx, "a.0", "more", at(201)));
    assertThat(count(db, history, "a.*")).isEqualTo(51);
    assertThat(schedule.sweeps()).isEqualTo(sweeps);
    schedule.close();
  }

  @Test
  void aScheduleGoesOnAfterFailures(Database db, Steps steps) {
    History<String> history = filled(db);
    AtomicLong asked = new AtomicLong();
    InstantSource clock =
        () -> {
          if (asked.incrementAndGet() == 1) {
            throw new IllegalStateException("the clock stands still");
          }
          return at(100);
        };
    try (RetentionSchedule schedule =
        history
            .retention(db, Keep.of("#").forLast(Duration.ofSeconds(9)))
            .clock(clock)
            .every(Duration.ofMillis(1))) {
      steps.until("a sweep after the failed one", () -> schedule.sweeps() > 0);
    }
    assertThat(count(db, history, "b.0")).isEqualTo(10);
  }

  //   occupier                  schedule                   test
  //   has the turn
  //                             waits for it
  //                                                        cancels
  //   goes
  //                             ends after one block
  @Test
  void aScheduleCanBeCancelledWhileItSweeps(Database db, Steps steps) {
    History<String> history = filled(db);
    steps.start("occupier", () -> db.write(tx -> steps.atAndAwait("occupied", "cancelled")));
    steps.await("occupied");
    RetentionSchedule schedule =
        history.retention(db, Keep.of("#").newest(0)).every(Duration.ofDays(1));
    steps.until("the sweep to wait", () -> db.status().writer().waiting() == 1);
    schedule.cancel();
    steps.at("cancelled");
    schedule.close();
    assertThat(schedule.sweeps()).isOne();
    assertThat(schedule.latest().complete()).isFalse();
    assertThat(schedule.latest().chunks()).isOne();
    assertThat(count(db, history, "#")).isPositive();
  }

  @Test
  void aScheduleEndsWithTheDatabase(TestDatabases databases, Steps steps) {
    Database db = databases.open();
    History<String> history = filled(db);
    RetentionSchedule schedule =
        history.retention(db, Keep.of("#").newest(5)).every(Duration.ofMillis(1));
    steps.until("the first sweep", () -> schedule.sweeps() > 0);
    db.close();
    schedule.close();
  }

  @Test
  void argumentsAreChecked(Database db) {
    History<String> history = History.on(db);
    assertThatThrownBy(() -> Keep.of("#").newest(-1)).hasMessageContaining("but was -1");
    assertThatThrownBy(() -> Keep.of("#").within(-1)).hasMessageContaining("but was -1");
    assertThatThrownBy(() -> Keep.of("#").forLast(Duration.ofSeconds(-1)))
        .hasMessageContaining("but was PT-1S");
    assertThatThrownBy(() -> history.retention(db).every(Duration.ZERO))
        .hasMessageContaining("more than zero");
    assertThatThrownBy(() -> RecorderOptions.defaults().capacity(0))
        .hasMessageContaining("0 and 1000");
    assertThatThrownBy(() -> RecorderOptions.defaults().linger(Duration.ofSeconds(-1)))
        .hasMessageContaining("but was PT-1S");
  }
}
