package dev.tektite.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.testkit.EveryDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final NamePattern ALL = NamePattern.topic("#");

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }

  private static <V> List<V> values(List<Version<V>> versions) {
    return versions.stream().map(Version::value).toList();
  }

  /// Two records of five versions each, at the seconds 10 to 50.
  private static History<String> filled(Database db) {
    History<String> history = History.on(db);
    db.write(tx -> {
      for (int second = 10; second <= 50; second += 10) {
        history.put(tx, "b", "b" + second, at(second));
        history.put(tx, "a", "a" + second, at(second));
      }
    });
    return history;
  }

  @EveryDatabase
  void historyAndTheCallersRowsAreStoredTogetherOrNotAtAll(Database db) {
    History<String> history = History.on(db);
    db.write(tx -> tx.execute("create table mine(a)"));
    assertThatThrownBy(() ->
            db.write(tx -> {
              tx.execute("insert into mine values (1)");
              history.put(tx, "a", "1", at(1));
              throw new IllegalStateException("mine");
            }))
        .hasMessage("mine");
    assertThat(db.<List<?>>read(tx -> history.names(tx, ALL))).isEmpty();
    db.write(tx -> {
      tx.execute("insert into mine values (1)");
      history.put(tx, "a", "1", at(1));
      assertThat(history.last(tx, "a").value()).isEqualTo("1");
    });
    assertThat(db.<Version<String>>read(tx -> history.last(tx, "a")).value()).isEqualTo("1");
  }

  @EveryDatabase
  void whatWasKnownAtATime(Database db) {
    History<String> history = filled(db);
    db.read(tx -> {
      assertThat(history.asOf(tx, "a", at(29)).value()).isEqualTo("a20");
      assertThat(history.asOf(tx, "a", at(30)).value()).isEqualTo("a30");
      assertThat(history.asOf(tx, "a", at(9))).isNull();
      assertThat(history.asOf(tx, "missing", at(9))).isNull();
      assertThat(history.first(tx, "a").value()).isEqualTo("a10");
      assertThat(history.last(tx, "a").value()).isEqualTo("a50");
      assertThat(history.first(tx, "missing")).isNull();
      assertThat(history.last(tx, "missing")).isNull();
      return 0;
    });
  }

  @EveryDatabase
  void theLatestOfEachRecordWithinASpan(Database db) {
    History<String> history = filled(db);
    db.read(tx -> {
      assertThat(values(history.latest(tx, "#", 2).list()))
          .containsExactly("a50", "a40", "b50", "b40");
      assertThat(values(history.latest(tx, ALL, 2, Span.between(at(10), at(30))).list()))
          .containsExactly("a30", "a20", "b30", "b20");
      assertThat(values(history.latest(tx, ALL, 2, Span.to(at(10))).list()))
          .containsExactly("a10", "b10");
      assertThat(values(history.latest(tx, ALL, 9, Span.from(at(40))).list()))
          .containsExactly("a50", "a40", "b50", "b40");
      assertThat(history.latest(tx, ALL, 1, Span.from(at(60))).list()).isEmpty();
      assertThat(history.latest(tx, "#", Long.MAX_VALUE).list()).hasSize(10);
      assertThat(history.latest(tx, "missing", 1).first()).isNull();
      return 0;
    });
  }

  @EveryDatabase
  void rangesCanBeListedHandedOverAndStreamed(Database db) {
    History<String> history = filled(db);
    var span = Span.between(at(20), at(30));
    db.read(tx -> {
      Versions<String> range = history.range(tx, "#", span);
      assertThat(values(range.list())).containsExactly("a20", "a30", "b20", "b30");
      List<String> handed = new ArrayList<>();
      assertThat(range.forEach(each -> handed.add(each.value()))).isEqualTo(4);
      assertThat(handed).containsExactly("a20", "a30", "b20", "b30");
      assertThat(range.<Long>stream(all -> all.skip(1).count())).isEqualTo(3);
      assertThat(range.first().value()).isEqualTo("a20");
      assertThat(history.count(tx, "#", span)).isEqualTo(4);
      return 0;
    });
  }

  @EveryDatabase
  void aStreamEndsWithItsBlock(Database db) {
    History<String> history = filled(db);
    Versions<String> kept = db.read(tx -> history.range(tx, "#", Span.all()));
    assertThatThrownBy(kept::list)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The block has ended");
  }

  @EveryDatabase
  void rangesOfAnyLengthAreFetchedInPages(Database db) {
    History<String> history = History.on(db);
    db.write(tx -> {
      for (int i = 0; i < 5_000; i++) {
        history.put(tx, "r", Integer.toString(i), at(i / 7)); // some at equal times
      }
    });
    List<String> expected = IntStream.range(0, 5_000).mapToObj(Integer::toString).toList();
    assertThat(db.<List<String>>read(tx -> values(history.range(tx, "r", Span.all()).list())))
        .isEqualTo(expected);
  }

  @EveryDatabase
  void pagesBeginBehindTheLatestKey(Database db) {
    History<String> history = History.on(db);
    var random = new SplittableRandom(7);
    db.write(tx -> {
      for (int i = 0; i < 300; i++) {
        history.put(tx, "r." + random.nextInt(5), "v" + i, at(random.nextInt(10)));
      }
    });
    var span = Span.between(at(2), at(7));
    List<Version<String>> whole = db.read(tx -> history.range(tx, ALL, span).list());
    List<Version<String>> paged = new ArrayList<>();
    List<Version<String>> page = List.of();
    do {
      Version<String> after = page.isEmpty() ? null : page.getLast();
      page = db.read(tx -> history.page(tx, ALL, span, after, 13));
      paged.addAll(page);
    } while (page.size() == 13);
    assertThat(paged).isEqualTo(whole).hasSizeGreaterThan(100);
  }

  @EveryDatabase
  void pagesDoNotShiftWhenVersionsComeAndGo(Database db) {
    History<String> history = filled(db);
    var first = db.<List<Version<String>>>read(tx -> history.page(tx, ALL, Span.all(), null, 3));
    db.write(tx -> {
      history.put(tx, "a", "early", at(5));
      tx.execute("delete from history_version where at = 30000000"); // the last of the page as well
    });
    var second =
        db.<List<Version<String>>>read(tx -> history.page(tx, ALL, Span.all(), first.getLast(), 3));
    assertThat(values(first)).containsExactly("a10", "a20", "a30");
    assertThat(values(second)).containsExactly("a40", "a50", "b10");
    var gone = new Version<>("aa", at(1), 0, "");
    assertThat(
            values(
                db.<List<Version<String>>>read(tx -> history.page(tx, ALL, Span.all(), gone, 2))))
        .containsExactly("b10", "b20");
  }

  @EveryDatabase
  void stretchesOfEqualWidthInSixNumbers(Database db) {
    History<Double> history = History.of(Codec.text(String::valueOf, Double::valueOf)).createIn(db);
    db.write(tx -> {
      history.put(tx, "t", 2.0, at(59));
      history.put(tx, "t", 5.0, at(60));
      history.put(tx, "t", 1.0, at(60));
      history.put(tx, "t", Double.NaN, at(61));
      history.put(tx, "t", 3.0, at(119));
      history.put(tx, "t", 9.0, at(300));
      history.put(tx, "s", 4.0, at(-1));
    });
    List<Bucket> buckets =
        db.read(tx -> history.buckets(tx, ALL, Span.all(), Duration.ofMinutes(1), value -> value));
    assertThat(buckets)
        .containsExactly(
            new Bucket("s", at(-60), 1, 4, 4, 4, 4, 4),
            new Bucket("t", at(0), 1, 2, 2, 2, 2, 2),
            new Bucket("t", at(60), 3, 5, 3, 1, 5, 3),
            new Bucket("t", at(300), 1, 9, 9, 9, 9, 9));
    assertThatThrownBy(() ->
            db.read(
                tx -> history.buckets(tx, ALL, Span.all(), Duration.ofNanos(1), value -> value)))
        .hasMessageContaining("microsecond or more");
  }

  @EveryDatabase
  void theFirstTimesOfAllHaveABucket(Database db) {
    History<String> history = History.on(db);
    Instant first = Micros.instant(Long.MIN_VALUE);
    db.write(tx -> history.put(tx, "t", "1", first));
    List<Bucket> buckets =
        db.read(tx ->
            history.buckets(tx, ALL, Span.all(), Duration.ofDays(1), value -> value.length()));
    assertThat(buckets).extracting(Bucket::start).containsExactly(first);
    assertThat(db.<Version<?>>read(tx -> history.last(tx, "t")).at()).isEqualTo(first);
  }

  @EveryDatabase
  void olderLikePatternsServeQueriesToo(Database db) {
    History<String> history = History.on(db);
    db.write(tx -> {
      for (String name : List.of("Temp.roof.north", "temp.cellar", "humidity")) {
        history.put(tx, name, name, at(1));
      }
    });
    assertThat(
            db.<List<String>>read(
                tx -> values(history.latest(tx, NamePattern.like("temp*"), 1, Span.all()).list())))
        .containsExactly("Temp.roof.north", "temp.cellar");
  }

  @EveryDatabase
  void severalHistoriesLiveInOneDatabase(Database db) {
    History<String> one = History.on(db);
    History<String> other = History.of(Codec.json()).prefix("audit").createIn(db);
    db.write(tx -> {
      one.put(tx, "a", "1", at(1));
      other.put(tx, "a", "2", at(1));
    });
    assertThat(db.<Version<String>>read(tx -> one.last(tx, "a")).value()).isEqualTo("1");
    assertThat(db.<Version<String>>read(tx -> other.last(tx, "a")).value()).isEqualTo("2");
    assertThatThrownBy(() -> one.prefix("no; good")).hasMessageContaining("prefix of tables");
  }

  @EveryDatabase
  void namesOfAllLanguagesAreFoundAndOrdered(Database db) {
    History<String> history = History.on(db);
    var names = List.of("caf\u00e9.a", "cafz.a", "\uffee.a", "\ud83d\ude00.a");
    db.write(tx -> names.forEach(each -> history.put(tx, each, each, at(1))));
    db.read(tx -> {
      assertThat(history.names(tx, ALL))
          .containsExactly("cafz.a", "caf\u00e9.a", "\uffee.a", "\ud83d\ude00.a");
      for (String name : names) {
        String pattern = name.replace(".a", ".*");
        assertThat(history.names(tx, NamePattern.topic(pattern))).containsExactly(name);
        Version<String> version = history.last(tx, name);
        assertThat(values(history.page(tx, ALL, Span.all(), version, 1))).doesNotContain(name);
      }
      return 0;
    });
  }

  @EveryDatabase
  void aNewerFormOfTheTablesIsNotTouched(Database db) {
    History.on(db);
    db.write(tx -> tx.execute("update history_meta set value = 2 where key = 'schema'"));
    assertThatThrownBy(() -> History.on(db)).hasMessageContaining("have the form 2");
  }

  @EveryDatabase
  void readingHasNoWayToWrite(Database db) {
    History<String> history = filled(db);
    assertThatThrownBy(
            () -> db.read(tx -> tx.query("delete from history_name").map(row -> 1).list()))
        .isInstanceOf(RuntimeException.class);
    assertThat(db.<Long>read(tx -> history.count(tx, "#", Span.all()))).isEqualTo(10);
  }

  @Test
  void argumentsAreChecked() {
    try (var db = Database.inMemory()) {
      History<String> history = History.on(db);
      assertThatThrownBy(() -> db.write(tx -> history.put(tx, "", "1", at(1))))
          .hasMessageContaining("name of the record is empty");
      assertThatThrownBy(() -> db.read(tx -> history.latest(tx, "#", -1)))
          .hasMessageContaining("0 or more, but was -1");
      assertThatThrownBy(() -> db.read(tx -> history.page(tx, ALL, Span.all(), null, -1)))
          .hasMessageContaining("0 or more, but was -1");
      assertThatThrownBy(() -> Span.between(at(2), at(1))).hasMessageContaining("ends after");
      assertThatThrownBy(() -> history.compressAbove(-1)).hasMessageContaining("but was -1");
    }
  }
}
