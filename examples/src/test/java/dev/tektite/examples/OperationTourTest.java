package dev.tektite.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.BlockOptions;
import dev.tektite.Blocks;
import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.Snapshot;
import dev.tektite.SubmitOptions;
import dev.tektite.observe.DatabaseStatus;
import dev.tektite.retry.Retry;
import dev.tektite.sql.WriteTx;
import dev.tektite.sqlite.DatabaseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a database is opened, run and closed. The words inside a block are in [TourTest].
class OperationTourTest {
  private static final String COUNT = "select count(*) from account";

  @TempDir Path folder;

  private final List<String> log = new ArrayList<>();

  private void log(String line) {
    log.add(line);
  }

  private static Database withAccounts(Database db) {
    db.write(tx ->
        tx.executeScript(
            """
            create table account(
              id integer primary key, owner text not null unique, balance integer not null);
            """));
    return db;
  }

  private Database bank() {
    return withAccounts(Database.open(folder.resolve("bank.db")));
  }

  // @start region=open-once
  /// Opens the file once, and is shared by all threads for the life of the application.
  static final class Bank implements AutoCloseable {
    private final Database db;

    Bank(Path file) {
      this.db = Database.open(file);
    }

    long accounts() {
      return db.read(tx -> tx.query("select count(*) from account").asLong().one());
    }

    @Override
    public void close() {
      db.close();
    }
  }

  // @end

  @Test
  void aFileIsOpenedOnce() {
    Path file = folder.resolve("bank.db");
    withAccounts(Database.open(file)).close();
    try (var bank = new Bank(file)) {
      assertThat(bank.accounts()).isZero();
      assertThatThrownBy(() -> Database.open(file)).hasMessageContaining("open already");
    }
  }

  @Test
  void blocksCanHaveANameAndLimits() {
    try (var db = bank()) {
      String sql =
          "with recursive n(i) as (select 1 union all select i + 1 from n) select sum(i) from n";
      // @start region=limits
      Blocks reports =
          db.with(BlockOptions.named("monthly report").runLimit(Duration.ofMillis(50)));
      try {
        long sum = reports.read(tx -> tx.query(sql).asLong().one());
        log("the sum is " + sum);
      } catch (DatabaseException.Cancelled e) {
        log(e.getMessage()); // names the block, and for how long it ran
      }
      // @end
      assertThat(log).singleElement().asString().contains("monthly report");
    }
  }

  @Test
  void anImportDoesNotHoldUpItsNeighbours() {
    try (var db = bank()) {
      List<String> owners = List.of("Ada", "Ben");
      // @start region=alone
      db.with(BlockOptions.named("import").alone()) // a commit of its own
          .write(
              tx -> tx.executeBatch("insert into account(owner, balance) values (?, 0)", owners));
      // @end
      assertThat(db.<Long>read(tx -> tx.query(COUNT).asLong().one())).isEqualTo(2);
    }
  }

  @Test
  void longQueriesLeaveVirtualThreadsAlone() throws InterruptedException {
    try (var db = bank()) {
      // @start region=offloaded
      Thread.ofVirtual()
          .start(() -> {
            long count = db.offloaded().read(tx -> tx.query(COUNT).asLong().one());
            log(count + " accounts");
          })
          .join();
      // @end
      assertThat(log).containsExactly("0 accounts");
    }
  }

  @Test
  void submittedBlocksRunSoon() {
    // @start region=submit-options
    var options =
        DatabaseOptions.defaults()
            .submit(
                SubmitOptions.metrics()
                    .capacityBytes(64_000_000) // what waits may hold, as submit(block, bytes) says
                    .atClose(SubmitOptions.AtClose.DISCARD));
    // @end
    try (var db = withAccounts(Database.open(folder.resolve("bank.db"), options))) {
      // @start region=submit
      CompletableFuture<Long> ada =
          db.submit(tx -> tx.insert("insert into account(owner, balance) values ('Ada', 1)"));
      ada.thenAccept(id -> log("stored as " + id)).join();
      // @end
      assertThat(log).containsExactly("stored as 1");
    }
  }

  @Test
  void aBlockIsTriedAgain() {
    try (var db = bank()) {
      // @start region=retry
      Retry patient =
          Retry.exponential(Duration.ofMillis(50), Duration.ofSeconds(2))
              .attempts(8)
              .within(Duration.ofMinutes(1));
      long id =
          patient.call(() ->
              db.writeReturning(
                  tx -> tx.insert("insert into account(owner, balance) values ('Ada', 1)")));
      // @end
      assertThat(id).isOne();
    }
  }

  @Test
  void aSnapshotStaysAsItIs() {
    try (var db = bank()) {
      // @start region=snapshot
      try (Snapshot before = db.snapshot()) {
        db.write(tx -> tx.insert("insert into account(owner, balance) values ('Ada', 1)"));
        long then = before.read(tx -> tx.query(COUNT).asLong().one()); // 0, however often
        long now = db.read(tx -> tx.query(COUNT).asLong().one()); // 1
        log(then + " became " + now);
      }
      // @end
      assertThat(log).containsExactly("0 became 1");
    }
  }

  @Test
  void hooksSeeEachConnectionAndTheFile() {
    // @start region=hooks
    DatabaseOptions options =
        DatabaseOptions.defaults()
            .onConnection(connection -> connection.execute("pragma recursive_triggers = on"))
            .onOpen(path -> log("opened " + path.getFileName()))
            .onClose(path -> log("closed " + path.getFileName()));
    // @end
    Database.open(folder.resolve("bank.db"), options).close();
    assertThat(log).containsExactly("opened bank.db", "closed bank.db");
  }

  // @start region=accessor-class
  /// Bound to one transaction, and made anew for each block.
  record Accounts(WriteTx tx) {
    long open(String owner) {
      return tx.insert("insert into account(owner, balance) values (?, 0)", owner);
    }

    List<String> owners() {
      return tx.query("select owner from account order by owner").into(String.class).list();
    }
  }

  // @end

  @Test
  void accessorsGiveBlocksWordsOfTheirOwn() {
    try (var db = bank()) {
      // @start region=accessor
      var accounts = db.with(Accounts::new);
      accounts.write(all -> {
        all.open("Ben");
        all.open("Ada");
      });
      List<String> owners = accounts.read(all -> all.owners()); // all.open("Eve") would be refused
      // @end
      assertThat(owners).containsExactly("Ada", "Ben");
      assertThatThrownBy(() -> accounts.read(all -> all.open("Eve")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Reads cannot write");
    }
  }

  @Test
  void databasesNeedNoFile() {
    // @start region=in-memory
    try (var db = Database.inMemory()) { // blocks take turns on one connection
      db.write(tx -> tx.execute("create table t(a)"));
    }
    try (var db = Database.temporary()) { // all that a file has; removed when it is closed
      db.write(tx -> tx.execute("create table t(a)"));
    }
    // @end
    try (var db = Database.inMemory()) {
      assertThat(db.status().concurrent()).isFalse();
    }
  }

  @Test
  void theStatusSaysWhatIsGoingOn() {
    try (var db = bank()) {
      // @start region=status
      DatabaseStatus status = db.status();
      log("%d blocks in %d commits".formatted(status.writer().blocks(), status.writer().commits()));
      // @end
      assertThat(log).containsExactly("1 blocks in 1 commits");
    }
  }

  @Test
  void closingLeavesOneFile() throws IOException {
    // @start region=close
    var db = Database.open(folder.resolve("bank.db"));
    db.write(tx -> tx.execute("create table t(a)"));
    db.close(); // waits for blocks under way, empties the log; fully, or not at all
    db.close(); // does nothing
    // @end
    assertThatThrownBy(() -> db.read(tx -> 1)).hasMessageContaining("is closed");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("bank.db"));
    }
  }
}
