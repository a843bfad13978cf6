package dev.tektite.examples.greenhouse;

import static java.util.Objects.requireNonNull;

import dev.tektite.Database;
import dev.tektite.history.Bucket;
import dev.tektite.history.History;
import dev.tektite.history.JacksonCodec;
import dev.tektite.history.Keep;
import dev.tektite.history.NamePattern;
import dev.tektite.history.Recorder;
import dev.tektite.history.RecorderOptions;
import dev.tektite.history.RecorderStatus;
import dev.tektite.history.RetentionSchedule;
import dev.tektite.history.Span;
import dev.tektite.history.Sweep;
import dev.tektite.history.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A greenhouse whose sensors and settings have a history beside its own tables.
///
/// *Safe for any number of threads.*
final class Greenhouse {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  // @start region=history-open
  private final Database db;
  private final History<Reading> history;

  Greenhouse(Database db) {
    this.db = db;
    this.history =
        History.of(JacksonCodec.of(Reading.class)) // or History.on(db), for JSON texts
            .compressAbove(1_000) // of larger values fewer bytes are stored
            .createIn(db);
    db.write(tx ->
        tx.execute("create table if not exists task(id integer primary key, what text not null)"));
  }

  // @end

  // @start region=history-record
  /// Telemetry must not wait, and a reading may be lost: it goes through a recorder.
  RecorderStatus measureForAWeek() {
    var weather = new Weather();
    var options = RecorderOptions.defaults().capacity(100_000);
    Recorder<Reading> recorder = history.recorder(db, options);
    try (recorder) {
      for (Instant at = Weather.MONDAY; at.isBefore(Weather.NEXT_MONDAY); at = at.plus(MINUTE)) {
        for (String place : Weather.PLACES) {
          double celsius = weather.celsius(place, at);
          recorder.record("greenhouse." + place + ".temperature", new Reading(celsius, "°C"), at);
        }
      }
    } // waits until all is stored
    return recorder.status();
  }

  // @end

  // @start region=history-put
  /// A setting and the task that comes of it are stored together, or not at all.
  void set(double celsius, Instant at) {
    db.write(tx -> {
      history.put(tx, "greenhouse.thermostat", new Reading(celsius, "°C"), at);
      tx.execute("insert into task(what) values (?)", "look after the heating");
    });
  }

  // @end

  // @start region=history-latest
  List<Version<Reading>> now() {
    return db.read(tx -> history.latest(tx, "greenhouse.*.temperature", 1).list());
  }

  // @end

  // @start region=history-as-of
  /// How much warmer or colder it was than it was set to be.
  double deviation(String place, Instant at) {
    return db.read(tx -> {
      String sensor = "greenhouse." + place + ".temperature";
      var measured = requireNonNull(history.asOf(tx, sensor, at)); // null: not known yet
      var wanted = requireNonNull(history.asOf(tx, "greenhouse.thermostat", at));
      return measured.value().value() - wanted.value().value();
    });
  }

  // @end

  // @start region=history-range
  /// For how long it was warmer than a limit, with a reading each minute.
  Duration warmerThan(double celsius, String place, Span span) {
    long minutes =
        db.read(tx ->
            history.range(tx, "greenhouse." + place + ".temperature", span).stream(
                all -> all.filter(each -> each.value().value() > celsius).count()));
    return MINUTE.multipliedBy(minutes);
  }

  // @end

  // @start region=history-page
  /// A page of a table on a screen: the versions behind the last one of the page before.
  List<Version<Reading>> page(@Nullable Version<Reading> after) {
    return db.read(
        tx -> history.page(tx, NamePattern.topic("greenhouse.#"), Span.all(), after, 50));
  }

  // @end

  // @start region=history-buckets
  /// What a picture of a week needs: for each hour the first, last, smallest, largest and mean
  /// value.
  List<Bucket> byTheHour() {
    return db.read(tx ->
        history.buckets(
            tx,
            NamePattern.topic("greenhouse.*.temperature"),
            Span.between(Weather.MONDAY, Weather.NEXT_MONDAY),
            Duration.ofHours(1),
            Reading::value));
  }

  // @end

  // @start region=history-authorize
  /// A request is served if what was granted contains all that it can mean.
  List<Version<Reading>> serve(String granted, String requested) {
    var request = NamePattern.topic(requested);
    if (!NamePattern.topic(granted).contains(request)) {
      throw new SecurityException(requested + " goes beyond " + granted);
    }
    return db.read(tx -> history.latest(tx, request, 1, Span.all()).list());
  }

  // @end

  // @start region=history-retention
  private static final Keep[] RULES = {
    Keep.of("greenhouse.*.temperature").forLast(Duration.ofDays(5)),
    Keep.of("greenhouse.thermostat").newest(100),
    Keep.of("#").within(10_000_000) // bytes of each record
  };

  /// Now, and each day from now on, until it is closed.
  RetentionSchedule tidyUpDaily() {
    return history.retention(db, RULES).every(Duration.ofDays(1));
  }

  // @end

  /// As if it were a certain time.
  Sweep tidyUp(Instant now) {
    return history.retention(db, RULES).clock(InstantSource.fixed(now)).sweep();
  }
}
