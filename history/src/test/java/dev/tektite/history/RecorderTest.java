package dev.tektite.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.SubmitOptions;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.Steps;
import dev.tektite.testkit.TestDatabases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
class RecorderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Instant at(long micros) {
    return Micros.instant(micros);
  }

  private static List<String> values(Database db, History<String> history, String name) {
    return db.read(
        tx -> history.range(tx, name, Span.all()).stream(all -> all.map(Version::value).toList()));
  }

  /// Occupies the writer until the step `go`.
  private static void occupy(Database db, Steps steps) {
    steps.start("occupier", () -> db.write(tx -> steps.atAndAwait("occupied", "go")));
    steps.await("occupied");
  }

  private static RecorderOptions room(int capacity, RecorderOptions.WhenFull whenFull) {
    return RecorderOptions.defaults()
        .capacity(capacity)
        .batch(100)
        .linger(Duration.ZERO)
        .whenFull(whenFull);
  }

  @EveryDatabase
  void whatIsRecordedIsStoredInOrder(Database db) throws InterruptedException {
    History<String> history = History.on(db);
    var random = new SplittableRandom(11);
    Map<String, List<Version<String>>> expected = new HashMap<>();
    try (Recorder<String> recorder =
        history.recorder(db, room(100_000, RecorderOptions.WhenFull.REFUSE).batch(700))) {
      for (int i = 0; i < 20_000; i++) {
        String name = "r." + random.nextInt(40);
        long time = random.nextInt(60);
        List<Version<String>> mine = expected.computeIfAbsent(name, key -> new ArrayList<>());
        long number = mine.stream().filter(each -> each.at().equals(at(time))).count();
        mine.add(new Version<>(name, at(time), number, "v" + i));
        assertThat(recorder.record(name, "v" + i, at(time))).isTrue();
        if (i % 5_000 == 4_999) {
          assertThat(recorder.flush(PATIENCE)).isTrue();
        }
      }
      RecorderStatus status = recorder.status();
      assertThat(status.stored()).isEqualTo(20_000);
      assertThat(status.waiting()).isZero();
      assertThat(status.failed() + status.dropped() + status.refused()).isZero();
      assertThat(status.batches()).isBetween(4L, 20_000L);
      assertThat(status.latestFailure()).isNull();
    }
    expected.forEach((name, versions) -> {
      versions.sort(
          java.util.Comparator.comparing(Version<String>::at).thenComparingLong(Version::number));
      assertThat(db.<List<Version<String>>>read(tx -> history.range(tx, name, Span.all()).list()))
          .isEqualTo(versions);
    });
  }

  @Test
  void aBatchLingersUntilItIsFullOrSomebodyHurries(Database db, Steps steps)
      throws InterruptedException {
    History<String> history = History.on(db);
    var options = room(100, RecorderOptions.WhenFull.REFUSE).batch(10).linger(Duration.ofHours(1));
    try (Recorder<String> recorder = history.recorder(db, options)) {
      for (int i = 0; i < 9; i++) {
        recorder.record("a", Integer.toString(i), at(i));
      }
      assertThat(recorder.status().batches()).isZero();
      recorder.record("a", "9", at(9));
      steps.until("a full batch to be stored", () -> recorder.status().stored() == 10);
      recorder.record("a", "10", at(10));
      assertThat(recorder.flush(PATIENCE)).isTrue();
      assertThat(recorder.status().batches()).isEqualTo(2);
    }
    assertThat(values(db, history, "a")).hasSize(11);
  }

  //   occupier                  caller
  //   has the turn
  //                             records: never waits, although nothing can be stored
  //   goes
  //                             all is stored
  @Test
  void recordingDoesNotWaitForTheWriter(Database db, Steps steps) throws InterruptedException {
    History<String> history = History.on(db);
    try (Recorder<String> recorder = history.recorder(db, RecorderOptions.defaults())) {
      occupy(db, steps);
      for (int i = 0; i < 500; i++) {
        recorder.record("a", Integer.toString(i), at(i));
      }
      assertThat(recorder.status().waiting()).isEqualTo(500);
      assertThat(recorder.flush(Duration.ZERO)).isFalse();
      steps.at("go");
      assertThat(recorder.flush(PATIENCE)).isTrue();
    }
    assertThat(values(db, history, "a")).hasSize(500);
  }

  @Test
  void aFullSubmitQueueMakesNobodyWaitAndLosesNothing(TestDatabases databases, Steps steps)
      throws InterruptedException {
    var submit = SubmitOptions.nonBlocking().capacity(1);
    Database db = databases.open(DatabaseOptions.defaults().submit(submit));
    History<String> history = History.on(db);
    try (Recorder<String> recorder = history.recorder(db, RecorderOptions.defaults())) {
      occupy(db, steps);
      var other = db.submit(tx -> 1);
      recorder.record("a", "1", at(1));
      steps.at("go");
      other.join();
      assertThat(recorder.flush(PATIENCE)).isTrue();
      assertThat(recorder.status().stored()).isOne();
    }
  }

  @Test
  void theOldestGivesWay(Database db, Steps steps) throws InterruptedException {
    History<String> history = History.on(db);
    var options = room(10, RecorderOptions.WhenFull.DROP_OLDEST);
    try (Recorder<String> recorder = history.recorder(db, options)) {
      occupy(db, steps);
      recorder.record("a", "first", at(0));
      steps.until("the first to be under way", () -> db.status().submitted() == 1);
      for (int i = 1; i <= 30; i++) {
        assertThat(recorder.record("a", Integer.toString(i), at(i))).isTrue();
      }
      RecorderStatus full = recorder.status();
      assertThat(full.waiting()).isEqualTo(10);
      assertThat(full.dropped()).isEqualTo(21);
      steps.at("go");
      recorder.flush(PATIENCE);
      assertThat(recorder.status().stored()).isEqualTo(10);
    }
    assertThat(values(db, history, "a")).contains("30", "25").doesNotContain("15");
  }

  @Test
  void theNewIsRefused(Database db, Steps steps) throws InterruptedException {
    History<String> history = History.on(db);
    try (Recorder<String> recorder =
        history.recorder(db, room(10, RecorderOptions.WhenFull.REFUSE))) {
      occupy(db, steps);
      for (int i = 0; i < 30; i++) {
        assertThat(recorder.record("a", Integer.toString(i), at(i))).isEqualTo(i < 10);
      }
      assertThat(recorder.status().refused()).isEqualTo(20);
      steps.at("go");
      recorder.flush(PATIENCE);
    }
    assertThat(values(db, history, "a")).hasSize(10).contains("0", "9");
  }

  @EveryDatabase
  void aVersionThatCannotBeStoredCostsNoOtherItsPlace(Database db) throws InterruptedException {
    History<String> history = History.on(db);
    db.write(tx ->
        tx.executeScript(
            """
            create trigger no_bad before insert on history_version when new.value = 'bad'
            begin select raise(abort, 'not this one'); end;
            """));
    try (Recorder<String> recorder = history.recorder(db, RecorderOptions.defaults())) {
      for (int i = 0; i < 20; i++) {
        recorder.record("a", i == 7 ? "bad" : "good " + i, at(i));
      }
      recorder.record("b", "half a pair \ud83d", at(1));
      recorder.flush(PATIENCE);
      RecorderStatus status = recorder.status();
      assertThat(status.stored()).isEqualTo(19);
      assertThat(status.failed()).isEqualTo(2);
      assertThat(status.recorded()).isEqualTo(21);
      assertThat(status.latestFailure()).isNotNull();
    }
    assertThat(values(db, history, "a")).hasSize(19);
  }

  @Test
  void whatCannotBeEncodedIsRefusedAndCounted(Database db) {
    History<String> history =
        History.<String>of(
                Codec.text(
                    value -> {
                      if (value.isEmpty()) {
                        throw new java.io.IOException("empty");
                      }
                      return value;
                    },
                    text -> text))
            .createIn(db);
    Recorder<String> recorder = history.recorder(db, RecorderOptions.defaults());
    try (recorder) {
      assertThat(recorder.record("a", "")).isFalse();
      assertThat(recorder.record("a", "late", Instant.MAX)).isFalse();
      assertThat(recorder.record("a", "good")).isTrue();
      assertThatThrownBy(() -> recorder.record("", "1")).hasMessageContaining("empty");
    }
    assertThat(recorder.status().refused()).isEqualTo(2);
    assertThat(recorder.status().stored()).isOne();
    assertThatThrownBy(() -> recorder.record("a", "1")).hasMessageContaining("closed");
    recorder.close();
  }

  @Test
  void namesThatWereRemovedGetNewNumbers(Database db) throws InterruptedException {
    History<String> history = History.on(db);
    try (Recorder<String> recorder = history.recorder(db, RecorderOptions.defaults())) {
      recorder.record("a", "old", at(1));
      recorder.flush(PATIENCE);
      Sweep sweep = history.retention(db, Keep.of("#").newest(0)).sweep();
      assertThat(sweep.names()).isOne();
      recorder.record("a", "new", at(2));
      recorder.record("a", "new", at(2));
      recorder.flush(PATIENCE);
    }
    assertThat(values(db, history, "a")).containsExactly("new", "new");
  }

  @Test
  void aClosedDatabaseFailsWhatWaits(TestDatabases databases) throws InterruptedException {
    Database db = databases.open();
    History<String> history = History.on(db);
    Recorder<String> recorder = history.recorder(db, RecorderOptions.defaults());
    db.close();
    recorder.record("a", "1", at(1));
    assertThat(recorder.flush(PATIENCE)).isTrue();
    assertThat(recorder.status().failed()).isOne();
    assertThat(recorder.status().latestFailure()).contains("closed");
    recorder.close();
  }

  @EveryDatabase
  void manyProducersLoseNothing(Database db, Steps steps) {
    History<String> history = History.on(db);
    var options = room(1_000_000, RecorderOptions.WhenFull.REFUSE).batch(500);
    try (Recorder<String> recorder = history.recorder(db, options)) {
      for (int producer = 0; producer < 4; producer++) {
        String name = "p." + producer;
        steps.start(
            name,
            () -> {
              for (int i = 0; i < 2_000; i++) {
                recorder.record(name, Integer.toString(i), at(i / 3));
              }
              steps.at("done " + name);
            });
      }
      for (int producer = 0; producer < 4; producer++) {
        steps.await("done p." + producer);
      }
    }
    for (int producer = 0; producer < 4; producer++) {
      List<String> values = values(db, history, "p." + producer);
      assertThat(values).hasSize(2_000);
      assertThat(values.stream().map(Integer::valueOf).toList()).isSorted();
    }
  }
}
