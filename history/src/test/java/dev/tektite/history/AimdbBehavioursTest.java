package dev.tektite.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.TestDatabases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// What aimdb's persistence promises, and the opposite of what it gets wrong.
class AimdbBehavioursTest {
  private final List<Undecodable> reported = new ArrayList<>();

  private static Instant millis(long millis) {
    return Instant.ofEpochMilli(millis);
  }

  private static List<String> names(Database db, History<?> history, String pattern) {
    return db.read(tx -> history.names(tx, NamePattern.topic(pattern)));
  }

  private static void put(Database db, History<String> history, String name, long... millis) {
    db.write(tx -> {
      for (long each : millis) {
        history.put(tx, name, Long.toString(each), millis(each));
      }
    });
  }

  @EveryDatabase
  void theLatestOfEachRecordOfAPattern(Database db) {
    History<String> history = History.on(db);
    put(db, history, "temp.vienna", 1000, 2000);
    put(db, history, "temp.berlin", 1500);
    List<Version<String>> latest = db.read(tx -> history.latest(tx, "temp.*", 1).list());
    assertThat(latest)
        .containsExactly(
            new Version<>("temp.berlin", millis(1500), 0, "1500"),
            new Version<>("temp.vienna", millis(2000), 0, "2000"));
  }

  @EveryDatabase
  void aRangeHasBothOfItsEnds(Database db) {
    History<String> history = History.on(db);
    put(db, history, "a", 1000, 2000, 3000, 4000, 5000);
    var span = Span.between(millis(2000), millis(4000));
    List<String> values =
        db.read(tx -> history.range(tx, "a", span).stream(all -> all.map(Version::value).toList()));
    assertThat(values).containsExactly("2000", "3000", "4000");
    assertThat(db.<Long>read(tx -> history.count(tx, "a", span))).isEqualTo(3);
  }

  @EveryDatabase
  void retentionRemovesWhatIsStrictlyOlder(Database db) {
    History<String> history = History.on(db);
    put(db, history, "a", 1000, 2000, 3000);
    Sweep sweep =
        history
            .retention(db, Keep.of("#").forLast(Duration.ofMillis(500)))
            .clock(InstantSource.fixed(millis(3000)))
            .sweep();
    assertThat(sweep.removed()).containsExactly(2L);
    assertThat(sweep.failures()).isEmpty();
    assertThat(db.<Long>read(tx -> history.count(tx, "a", Span.all()))).isOne();
  }

  @EveryDatabase
  void whatIsExactlyAsOldStays(Database db) {
    History<String> history = History.on(db);
    put(db, history, "a", 1000, 2000, 3000);
    Sweep sweep =
        history
            .retention(db, Keep.of("#").forLast(Duration.ofSeconds(1)))
            .clock(InstantSource.fixed(millis(3000)))
            .sweep();
    assertThat(sweep.removed()).containsExactly(1L);
  }

  @EveryDatabase
  void anUnderscoreIsNoWildcard(Database db) {
    History<String> history = History.on(db);
    put(db, history, "test_record", 1);
    put(db, history, "testXrecord", 1);
    assertThat(names(db, history, "test_record")).containsExactly("test_record");
    List<String> like = db.read(tx -> history.names(tx, NamePattern.like("test_*")));
    assertThat(like).containsExactly("test_record");
  }

  @EveryDatabase
  void aStarDoesNotCrossSegments(Database db) {
    History<String> history = History.on(db);
    put(db, history, "sensors.public", 1);
    put(db, history, "sensors.secret.deep", 1);
    put(db, history, "sensors_extra.x", 1);
    put(db, history, "Sensors.temp", 1);
    assertThat(names(db, history, "sensors.*")).containsExactly("sensors.public");
    assertThat(names(db, history, "sensors.#"))
        .containsExactly("sensors.public", "sensors.secret.deep");
  }

  @EveryDatabase
  void equalTimesAreAllowedAndKeepTheirOrder(Database db) {
    History<String> history = History.on(db);
    db.write(tx -> List.of("c", "a", "b").forEach(each -> history.put(tx, "r", each, millis(7))));
    List<String> oldestFirst =
        db.read(tx ->
            history.range(tx, "r", Span.all()).stream(all -> all.map(Version::value).toList()));
    List<String> newestFirst =
        db.read(tx -> history.latest(tx, "r", 2).stream(all -> all.map(Version::value).toList()));
    assertThat(oldestFirst).containsExactly("c", "a", "b");
    assertThat(newestFirst).containsExactly("b", "a");
  }

  @EveryDatabase
  void aLimitOfZeroGivesNothing(Database db) {
    History<String> history = History.on(db);
    put(db, history, "a", 1, 2);
    assertThat(db.<List<?>>read(tx -> history.latest(tx, "#", 0).list())).isEmpty();
    assertThat(
            db.<List<?>>read(tx -> history.page(tx, NamePattern.topic("#"), Span.all(), null, 0)))
        .isEmpty();
  }

  @EveryDatabase
  void timesOutOfRangeAreRefusedAndNotCut(Database db) {
    History<String> history = History.on(db);
    assertThatThrownBy(() -> db.write(tx -> history.put(tx, "a", "1", Instant.MAX)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("+1000000000-12-31");
    assertThatThrownBy(() -> Span.to(Instant.MAX)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Span.from(Instant.MIN)).isInstanceOf(IllegalArgumentException.class);
    assertThat(db.<Long>read(tx -> history.count(tx, "#", Span.all()))).isZero();
  }

  @EveryDatabase
  void timesBefore1970AreShownAsTheyAre(Database db) {
    History<String> history = History.on(db);
    put(db, history, "a", -5);
    assertThat(db.<Version<String>>read(tx -> history.last(tx, "a")).at()).isEqualTo(millis(-5));
  }

  @EveryDatabase
  void rowsThatCannotBeDecodedAreSkippedAndReported(Database db) {
    History<String> raw = History.on(db);
    put(db, raw, "a", 1, 3);
    db.write(tx -> raw.put(tx, "a", "no number", millis(2)));
    db.write(tx -> raw.put(tx, "b", "nor is this", millis(2)));
    History<Integer> numbers =
        History.of(Codec.text(String::valueOf, Integer::valueOf)).onUndecodable(reported::add);
    List<Integer> mixed =
        db.read(tx ->
            numbers.range(tx, "a", Span.all()).stream(all -> all.map(Version::value).toList()));
    assertThat(mixed).containsExactly(1, 3);
    assertThat(db.<List<?>>read(tx -> numbers.range(tx, "b", Span.all()).list())).isEmpty();
    assertThat(db.<Version<?>>read(tx -> numbers.last(tx, "b"))).isNull();
    assertThat(db.<Version<Integer>>read(tx -> numbers.asOf(tx, "a", millis(2))).value()).isOne();
    assertThat(reported).extracting(Undecodable::name).containsExactly("a", "b", "b", "a");
    assertThat(reported.getFirst().cause()).isInstanceOf(NumberFormatException.class);
  }

  @EveryDatabase
  void tablesAreCreatedOnceAndFoundAgain(TestDatabases databases) {
    Database db = databases.open();
    History<String> first = History.on(db);
    put(db, first, "a", 1);
    History<String> second = History.on(db);
    assertThat(db.<Long>read(tx -> second.count(tx, "#", Span.all()))).isOne();
  }

  @EveryDatabase
  void withoutTablesTheErrorSaysSo(Database db) {
    assertThatThrownBy(() -> db.read(tx -> History.of(Codec.json()).last(tx, "a")))
        .hasMessageContaining("no such table: history_name");
  }
}
