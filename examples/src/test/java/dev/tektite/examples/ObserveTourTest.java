package dev.tektite.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.observe.BlockEvent;
import dev.tektite.observe.BlockListener;
import dev.tektite.observe.BlockMetrics;
import dev.tektite.observe.BlockStart;
import dev.tektite.observe.Metrics;
import dev.tektite.observe.ObserveOptions;
import dev.tektite.observe.StatementProfile;
import dev.tektite.observe.Subscription;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How one sees what a database does.
class ObserveTourTest {
  private static final String COUNT = "select count(*) from account";

  @TempDir Path folder;

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private void log(String line) {
    log.add(line);
  }

  private Database bank(DatabaseOptions options) {
    Database db = Database.open(folder.resolve("bank.db"), options);
    db.write(tx -> {
      tx.execute("create table account(id integer primary key, owner text)");
      tx.executeBatch(
          "insert into account(owner) values (?)",
          IntStream.range(0, 5_000).mapToObj(i -> "owner " + i));
    });
    return db;
  }

  @Test
  void observingIsAnOption() {
    // @start region=options
    var options =
        DatabaseOptions.production()
            .observing(
                ObserveOptions.none()
                    .metrics(true)
                    .slowBlocks(Duration.ofMillis(200))
                    .profiledStatements(200));
    // @end
    assertThat(options.observing().metrics()).isTrue();
  }

  // @start region=listener
  /// Lets nobody write at night, and writes down what blocks did.
  static final class NightWatch implements BlockListener {
    private final List<String> book;
    private volatile boolean night;

    NightWatch(List<String> book) {
      this.book = book;
    }

    void night(boolean now) {
      night = now;
    }

    @Override
    public void before(BlockStart block) {
      if (night && block.kind().writes()) {
        throw new UnsupportedOperationException("Nobody writes at night: " + block);
      }
    }

    @Override
    public void after(BlockEvent block) {
      book.add("%s: %s".formatted(block.start(), block.outcome()));
    }
  }

  // @end

  @Test
  void listenersMayRefuse() {
    var watch = new NightWatch(log);
    try (var db = bank(DatabaseOptions.defaults())) {
      // @start region=listen
      try (Subscription _ = db.listen(watch)) { // or DatabaseOptions.listener(watch), for good
        db.named("count").read(tx -> tx.query(COUNT).asLong().one());
      }
      // @end
      watch.night(true);
      db.listen(watch);
      assertThatThrownBy(() -> db.named("nightly").write(tx -> tx.execute("delete from account")))
          .hasMessage("Nobody writes at night: write block \"nightly\"");
    }
    assertThat(log).containsExactly("read block \"count\": DONE");
  }

  @Test
  void metricsAddUp() {
    try (var db = bank(DatabaseOptions.defaults().metrics(true))) {
      // @start region=metrics
      Metrics metrics = db.metrics();
      BlockMetrics writes = metrics.writes();
      log("%d blocks in %d commits".formatted(writes.done(), metrics.commits()));
      log("p99 of what a writer waits for its turn: " + writes.waited().p99());
      // @end
      assertThat(log.getFirst()).isEqualTo("1 blocks in 1 commits");
    }
  }

  @Test
  void theProfilerHints() {
    var observing = ObserveOptions.none().profiledStatements(200);
    try (var db = bank(DatabaseOptions.defaults().observing(observing))) {
      db.read(tx -> tx.query("select id from account where owner = ?", "owner 7").asLong().one());
      // @start region=profile
      for (StatementProfile statement : db.profile().suspicious()) {
        log(statement.sql() + ": " + statement.hints());
        log(String.join("\n", db.queryPlan(statement.sql())));
      }
      // @end
      assertThat(log)
          .containsExactly(
              "select id from account where owner = ?: [each run scans 4999 rows and uses 1: an"
                  + " index on what it compares may save the scan]",
              "SCAN account");
    }
  }

  @Test
  void commitsAreTold() {
    try (var db = bank(DatabaseOptions.defaults())) {
      // @start region=on-commit
      Subscription audit =
          db.onCommit(commit -> log("commit %d: %s".formatted(commit.sequence(), commit.tables())));
      // @end
      db.write(tx -> tx.execute("update account set owner = 'Ada' where id = 1"));
      audit.close();
    }
    assertThat(log).containsExactly("commit 2: [account]");
  }

  @Test
  void queriesAreWatched() throws InterruptedException {
    BlockingQueue<Long> counts = new LinkedBlockingQueue<>();
    try (var db = bank(DatabaseOptions.defaults())) {
      // @start region=watch
      Subscription watch =
          db.watch(
              tx -> tx.query("select count(*) from account").asLong().one(),
              (Long count) -> counts.add(count)); // on a thread of the watch's own
      // @end
      assertThat(counts.poll(60, TimeUnit.SECONDS)).isEqualTo(5_000);
      db.write(tx -> tx.execute("delete from account where id <= 10"));
      assertThat(counts.poll(60, TimeUnit.SECONDS)).isEqualTo(4_990);
      watch.close();
    }
  }
}
