package dev.tektite.benchmarks.tektite;

import dev.tektite.Database;
import dev.tektite.benchmarks.contender.CaseBody;
import dev.tektite.benchmarks.contender.Crowd;
import dev.tektite.benchmarks.contender.Item;
import dev.tektite.benchmarks.contender.Order;
import dev.tektite.benchmarks.contender.Repeat;
import dev.tektite.benchmarks.contender.Reply;
import dev.tektite.benchmarks.contender.Stored;
import dev.tektite.bulk.BulkInsert;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The writing cases. Each begins with an empty table and ends by counting: what was acknowledged
/// must be there.
final class TektiteWrites {

  private static final int WRITERS = 64;
  private static final List<Item> BULK = Stored.bulk().toList();
  private static final BulkInsert<Item> ENTRIES =
      BulkInsert.records("entry", Item.class).without("id");

  private final Databases databases;

  TektiteWrites(Databases databases) {
    this.databases = databases;
  }

  Map<String, CaseBody> cases() {
    Map<String, CaseBody> cases = new HashMap<>();
    cases.put("commit-1-full", order -> commitAlone(order, databases.durable(order)));
    cases.put("commit-1-normal", order -> commitAlone(order, databases.normal()));
    cases.put(
        "commit-64-full",
        order -> commitTogether(order, databases.durable(order), Thread.ofVirtual()));
    cases.put(
        "commit-64-normal", order -> commitTogether(order, databases.normal(), Thread.ofVirtual()));
    cases.put(
        "commit-64-full-platform",
        order -> commitTogether(order, databases.durable(order), Thread.ofPlatform()));
    cases.put(
        "commit-64-normal-platform",
        order -> commitTogether(order, databases.normal(), Thread.ofPlatform()));
    cases.put("submit-64-normal", this::submitTogether);
    cases.put("bulk-insert", this::bulkInsert);
    cases.put("bulk-records", this::bulkRecords);
    return cases;
  }

  /// One block that inserts one row.
  static void insert(Database database, Item item) {
    database.write(tx ->
        tx.execute(
            Stored.INSERT_ENTRY, item.name(), item.category(), item.price(), item.quantity()));
  }

  static void clear(Database database) {
    database.write(tx -> tx.execute(Stored.CLEAR_ENTRIES));
  }

  /// Checks that all rows that were acknowledged are stored.
  ///
  /// @throws IllegalStateException if there are more or fewer
  static void verify(Database database, long acknowledged) {
    long found = database.read(tx -> tx.query(Stored.COUNT_ENTRIES).asLong().one());
    if (found != acknowledged) {
      throw new IllegalStateException(
          acknowledged + " rows were acknowledged, but " + found + " were found");
    }
  }

  private static Reply commitAlone(Order order, Database database) throws Exception {
    clear(database);
    long[] turn = {0};
    Reply done =
        Repeat.until(
            order,
            1,
            () -> {
              insert(database, Stored.sample(turn[0]++));
              return 0;
            });
    verify(database, done.operations());
    return done;
  }

  private static Reply commitTogether(Order order, Database database, Thread.Builder kind)
      throws Exception {
    clear(database);
    Crowd.Work work =
        (member, turn) -> {
          insert(database, Stored.sample(turn));
          return 1;
        };
    Reply done = Crowd.start(kind, WRITERS, order.nanos(), work).join();
    verify(database, done.extra("acknowledged"));
    return done;
  }

  private Reply submitTogether(Order order) throws Exception {
    Database database = databases.normal();
    clear(database);
    Crowd.Work work = new Producers(database, WRITERS);
    Reply done = Crowd.start(Thread.ofVirtual(), WRITERS, order.nanos(), work).join();
    verify(database, done.extra("acknowledged"));
    return done;
  }

  private Reply bulkInsert(Order order) throws Exception {
    Database database = databases.full();
    return Repeat.untilSpent(
        order,
        Stored.BULK_ROWS,
        () -> {
          clear(database);
          long start = System.nanoTime();
          database.write(
              tx -> tx.executeBatch(Stored.INSERT_ENTRY, BULK.stream().map(Databases::values)));
          long spent = System.nanoTime() - start;
          verify(database, Stored.BULK_ROWS);
          return spent;
        });
  }

  private Reply bulkRecords(Order order) throws Exception {
    Database database = databases.full();
    List<Item> records = Stored.bulk((int) order.option("records", 1_000_000)).toList();
    return Repeat.untilSpent(
        order,
        records.size(),
        () -> {
          clear(database);
          long start = System.nanoTime();
          database.write(tx -> ENTRIES.insert(tx, records));
          long spent = System.nanoTime() - start;
          verify(database, records.size());
          return spent;
        });
  }
}
