package dev.tektite.benchmarks.tektite;

import dev.tektite.Database;
import dev.tektite.benchmarks.contender.CaseBody;
import dev.tektite.benchmarks.contender.Latencies;
import dev.tektite.benchmarks.contender.Order;
import dev.tektite.benchmarks.contender.Repeat;
import dev.tektite.benchmarks.contender.Reply;
import dev.tektite.benchmarks.contender.Stored;
import dev.tektite.history.History;
import dev.tektite.history.Keep;
import dev.tektite.history.Recorder;
import dev.tektite.history.RecorderOptions;
import dev.tektite.history.Span;
import dev.tektite.history.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The cases of the history, each on a file of its own.
///
/// *One thread at a time.*
final class TektiteHistory {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long PAUSE_NANOS = 100_000;
  private static final int TURNS_WITHOUT = 5; // about as long as the retention takes

  private final Path folder;
  private @Nullable Database filled; // opened by the first order, closed with the process

  TektiteHistory(Path folder) {
    this.folder = folder;
  }

  Map<String, CaseBody> cases() {
    return Map.of(
        "history-put", this::put,
        "history-latest", this::latest,
        "history-retention", this::retention);
  }

  private static Readings readings(Order order) {
    return new Readings(order.option("records", 1_000_000));
  }

  private static void remove(Path file) throws IOException {
    for (String ending : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(Path.of(file + ending));
    }
  }

  // ---- put ----

  private Reply put(Order order) throws Exception {
    Readings readings = readings(order);
    Path file = folder.resolve("history-put.db");
    remove(file);
    try (Database db = Databases.openFile(file)) {
      db.write(tx -> tx.execute(Stored.CREATE_ENTRY));
      long bulkNanos = bulkInsert(db, readings.versions());
      db.write(tx -> tx.execute(Stored.CLEAR_ENTRIES));
      History<String> history = History.on(db);
      long putNanos = record(db, history, readings);
      requireCount(db, history, readings.versions());
      Map<String, Long> extras =
          Map.of(
              "share", 1_000_000 * bulkNanos / putNanos,
              "bulk_per_s", readings.versions() * 1_000_000_000 / bulkNanos,
              "put_per_s", readings.versions() * 1_000_000_000 / putNanos);
      return new Reply(readings.versions(), putNanos, extras);
    }
  }

  private static long bulkInsert(Database db, long rows) {
    long start = System.nanoTime();
    for (long done = 0; done < rows; done += Stored.BULK_ROWS) {
      db.write(tx -> tx.executeBatch(Stored.INSERT_ENTRY, Stored.bulk().map(Databases::values)));
    }
    return System.nanoTime() - start;
  }

  /// All names at the first tick, then all at the next one: as readings come in.
  ///
  /// @return nanoseconds until all were stored
  private static long record(Database db, History<String> history, Readings readings)
      throws InterruptedException {
    List<String> names = IntStream.range(0, readings.names()).mapToObj(Readings::name).toList();
    long start = System.nanoTime();
    try (Recorder<String> recorder = history.recorder(db, RecorderOptions.imports())) {
      for (int tick = 0; tick < Readings.VERSIONS_OF_A_NAME; tick++) {
        for (int name = 0; name < names.size(); name++) {
          String value = Readings.value(name, tick);
          while (!recorder.record(names.get(name), value, Readings.at(name, tick))) {
            LockSupport.parkNanos(PAUSE_NANOS);
          }
        }
      }
      if (!recorder.flush(PATIENCE)) {
        throw new IllegalStateException("not stored in time: " + recorder.status());
      }
    }
    return System.nanoTime() - start;
  }

  private static void requireCount(Database db, History<String> history, long expected) {
    long found = db.read(tx -> history.count(tx, "#", Span.all()));
    if (found != expected) {
      throw new IllegalStateException(
          expected + " versions were expected, but " + found + " were found");
    }
  }

  // ---- latest ----

  private Reply latest(Order order) throws Exception {
    Readings readings = readings(order);
    Database db = filledOnce(readings);
    History<String> history = History.on(db);
    int[] turn = {0};
    return Repeat.until(
        order,
        1,
        () -> {
          String pattern = "site." + turn[0]++ % readings.sites() + ".sensor.*";
          long[] sum = {0};
          db.read(
              tx -> history.latest(tx, pattern, 1).forEach(each -> sum[0] += Readings.sum(each)));
          return sum[0];
        });
  }

  private Database filledOnce(Readings readings) throws InterruptedException {
    Database db = filled;
    if (db == null) {
      db = Databases.openFile(folder.resolve("history.db"));
      filled = db;
      record(db, History.on(db), readings);
    }
    return db;
  }

  // ---- retention ----

  private Reply retention(Order order) throws Exception {
    Readings readings = readings(order);
    Path file = folder.resolve("history-retention.db");
    remove(file);
    try (Database db = Databases.openFile(file)) {
      db.write(tx -> tx.execute(Stored.CREATE_ENTRY));
      History<String> history = History.on(db);
      record(db, history, readings);
      Latencies without = writes(db, () -> LockSupport.parkNanos(TURNS_WITHOUT * order.nanos()));
      List<Sweep> sweeps = new ArrayList<>();
      long start = System.nanoTime();
      Keep half = Keep.of("#").newest(Readings.VERSIONS_OF_A_NAME / 2);
      Latencies with = writes(db, () -> sweeps.add(history.retention(db, half).sweep()));
      long spent = System.nanoTime() - start;
      requireCount(db, history, readings.versions() / 2);
      return reply(sweeps.getFirst(), spent, without.percentile(0.99), with.percentile(0.99));
    }
  }

  private static Reply reply(Sweep sweep, long nanos, long without, long with) {
    Map<String, Long> extras =
        Map.of(
            "share",
            1_000_000 * without / with,
            "p99_without_ns",
            without,
            "p99_with_ns",
            with,
            "removed_per_s",
            sweep.removedVersions() * 1_000_000_000 / nanos,
            "chunks",
            sweep.chunks());
    return new Reply(sweep.removedVersions(), nanos, extras);
  }

  /// What the writes of 16 threads take while something is done on this thread.
  private static Latencies writes(Database db, Runnable meanwhile) {
    var writers = new SixteenWriters(db);
    try (writers) {
      meanwhile.run();
    }
    return writers.latencies();
  }
}
