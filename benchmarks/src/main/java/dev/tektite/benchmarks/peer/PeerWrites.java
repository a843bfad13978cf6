package dev.tektite.benchmarks.peer;

import dev.tektite.benchmarks.contender.CaseBody;
import dev.tektite.benchmarks.contender.Crowd;
import dev.tektite.benchmarks.contender.Item;
import dev.tektite.benchmarks.contender.Order;
import dev.tektite.benchmarks.contender.Repeat;
import dev.tektite.benchmarks.contender.Reply;
import dev.tektite.benchmarks.contender.Stored;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/// The writing cases. Each begins with an empty table and ends by counting: what was acknowledged
/// must be there.
final class PeerWrites {

  private static final int WRITERS = 64;
  private static final List<Item> BULK = Stored.bulk().toList();

  private final Pools pools;

  PeerWrites(Pools pools) {
    this.pools = pools;
  }

  Map<String, CaseBody> cases() {
    return Map.of(
        "commit-1-full", order -> commitAlone(order, pools.durable(order)),
        "commit-1-normal", order -> commitAlone(order, pools.normal(order)),
        "commit-64-full", order -> commitTogether(order, pools.durable(order), Thread.ofVirtual()),
        "commit-64-normal", order -> commitTogether(order, pools.normal(order), Thread.ofVirtual()),
        "commit-64-full-platform",
            order -> commitTogether(order, pools.durable(order), Thread.ofPlatform()),
        "commit-64-normal-platform",
            order -> commitTogether(order, pools.normal(order), Thread.ofPlatform()),
        "submit-64-normal", order -> commitTogether(order, pools.normal(order), Thread.ofVirtual()),
        "bulk-insert", order -> bulkInsert(order, BULK),
        "bulk-records", order -> bulkInsert(order, records(order)));
  }

  /// One block that inserts one row; outside a transaction a statement commits by itself.
  static void insert(DataSource pool, Item item) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement insert = connection.prepareStatement(Stored.INSERT_ENTRY)) {
      PeerFiles.bind(insert, item);
      insert.executeUpdate();
    }
  }

  static void clear(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      PeerFiles.clearEntries(connection);
    }
  }

  static void verify(DataSource pool, long acknowledged) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      PeerFiles.verify(connection, acknowledged);
    }
  }

  private static Reply commitAlone(Order order, DataSource pool) throws Exception {
    clear(pool);
    long[] turn = {0};
    Reply done =
        Repeat.until(
            order,
            1,
            () -> {
              insert(pool, Stored.sample(turn[0]++));
              return 0;
            });
    verify(pool, done.operations());
    return done;
  }

  private static Reply commitTogether(Order order, DataSource pool, Thread.Builder kind)
      throws Exception {
    clear(pool);
    Reply done =
        Crowd.start(
                kind,
                WRITERS,
                order.nanos(),
                (member, turn) -> {
                  insert(pool, Stored.sample(turn));
                  return 1;
                })
            .join();
    verify(pool, done.extra("acknowledged"));
    return done;
  }

  private static List<Item> records(Order order) {
    return Stored.bulk((int) order.option("records", 1_000_000)).toList();
  }

  private Reply bulkInsert(Order order, List<Item> items) throws Exception {
    DataSource pool = pools.durable(order);
    return Repeat.untilSpent(
        order,
        items.size(),
        () -> {
          clear(pool);
          long start = System.nanoTime();
          try (Connection connection = pool.getConnection()) {
            PeerFiles.insertAll(connection, Stored.INSERT_ENTRY, items);
          }
          long spent = System.nanoTime() - start;
          verify(pool, items.size());
          return spent;
        });
  }
}
