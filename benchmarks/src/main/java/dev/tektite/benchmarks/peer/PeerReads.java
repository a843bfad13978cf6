package dev.tektite.benchmarks.peer;

import dev.tektite.benchmarks.contender.Allocation;
import dev.tektite.benchmarks.contender.CaseBody;
import dev.tektite.benchmarks.contender.Crowd;
import dev.tektite.benchmarks.contender.Item;
import dev.tektite.benchmarks.contender.Keys;
import dev.tektite.benchmarks.contender.Order;
import dev.tektite.benchmarks.contender.Repeat;
import dev.tektite.benchmarks.contender.Reply;
import dev.tektite.benchmarks.contender.Stored;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/// The reading cases.
final class PeerReads {

  private final Pools pools;

  PeerReads(Pools pools) {
    this.pools = pools;
  }

  Map<String, CaseBody> cases() {
    return Map.of(
        "point-read", this::pointRead,
        "point-read-2", this::pointRead2,
        "point-read-allocation", this::allocation,
        "reads-in-block", this::readsInBlock,
        "scan-rows", this::scanRows,
        "scan-records", this::scanRecords);
  }

  /// One block that reads one row.
  static Item read(DataSource pool, long id) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement select = connection.prepareStatement(Stored.SELECT_ITEM)) {
      return read(select, id);
    }
  }

  private static Item read(PreparedStatement select, long id) throws SQLException {
    select.setLong(1, id);
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw new IllegalStateException("no item has the id " + id);
      }
      return PeerFiles.item(row);
    }
  }

  private static long readSome(DataSource pool, Keys keys) throws SQLException {
    long sum = 0;
    for (int i = 0; i < Repeat.SHORT; i++) {
      sum += read(pool, keys.next()).sum();
    }
    return sum;
  }

  private Reply pointRead(Order order) throws Exception {
    DataSource pool = pools.full(order);
    Keys keys = new Keys(1);
    return Repeat.until(order, Repeat.SHORT, () -> readSome(pool, keys));
  }

  private Reply pointRead2(Order order) throws Exception {
    DataSource pool = pools.full(order);
    Keys[] keys = {new Keys(1), new Keys(2)};
    long check = readSome(pool, new Keys(1)) + readSome(pool, new Keys(2));
    Reply done =
        Crowd.start(
                Thread.ofPlatform(),
                2,
                order.nanos(),
                (member, turn) -> readSome(pool, keys[member]) == 0 ? 0 : Repeat.SHORT)
            .join();
    return new Reply(done.operations(), done.nanos(), Map.of("check", check));
  }

  private Reply allocation(Order order) throws Exception {
    DataSource pool = pools.full(order);
    return Allocation.of(order, id -> read(pool, id));
  }

  private Reply readsInBlock(Order order) throws Exception {
    DataSource pool = pools.full(order);
    Keys keys = new Keys(1);
    return Repeat.until(order, Stored.READS_PER_BLOCK, () -> readBlock(pool, keys));
  }

  /// One transaction and one statement for all reads of the block.
  private static long readBlock(DataSource pool, Keys keys) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement select = connection.prepareStatement(Stored.SELECT_ITEM)) {
      connection.setAutoCommit(false);
      long sum = 0;
      for (int i = 0; i < Stored.READS_PER_BLOCK; i++) {
        sum += read(select, keys.next()).sum();
      }
      connection.commit();
      connection.setAutoCommit(true);
      return sum;
    }
  }

  private Reply scanRows(Order order) throws Exception {
    DataSource pool = pools.full(order);
    return Repeat.until(
        order,
        Stored.ITEMS,
        () ->
            scan(
                pool,
                row ->
                    Item.sum(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getDouble(4),
                        row.getInt(5))));
  }

  private Reply scanRecords(Order order) throws Exception {
    DataSource pool = pools.full(order);
    return Repeat.until(order, Stored.ITEMS, () -> scan(pool, row -> PeerFiles.item(row).sum()));
  }

  @FunctionalInterface
  private interface RowSum {
    long of(ResultSet row) throws SQLException;
  }

  private static long scan(DataSource pool, RowSum sumOf) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement select = connection.prepareStatement(Stored.SELECT_ITEMS);
        ResultSet row = select.executeQuery()) {
      long sum = 0;
      while (row.next()) {
        sum += sumOf.of(row);
      }
      return sum;
    }
  }
}
