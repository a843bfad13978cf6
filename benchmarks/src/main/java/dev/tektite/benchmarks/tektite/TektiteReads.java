package dev.tektite.benchmarks.tektite;

import static java.util.Objects.requireNonNull;

import dev.tektite.Database;
import dev.tektite.benchmarks.contender.Allocation;
import dev.tektite.benchmarks.contender.CaseBody;
import dev.tektite.benchmarks.contender.Crowd;
import dev.tektite.benchmarks.contender.Item;
import dev.tektite.benchmarks.contender.Keys;
import dev.tektite.benchmarks.contender.Order;
import dev.tektite.benchmarks.contender.Repeat;
import dev.tektite.benchmarks.contender.Reply;
import dev.tektite.benchmarks.contender.Stored;
import dev.tektite.sql.ReadTx;
import dev.tektite.sql.Row;
import java.util.Map;

/// The reading cases.
public final class TektiteReads {

  private final Database database;

  TektiteReads(Databases databases) {
    this.database = databases.full();
  }

  Map<String, CaseBody> cases() {
    return Map.of(
        "point-read", this::pointRead,
        "point-read-anchor", this::pointRead,
        "point-read-2", this::pointRead2,
        "point-read-allocation", this::allocation,
        "reads-in-block", this::readsInBlock,
        "scan-rows", this::scanRows,
        "scan-records", this::scanRecords);
  }

  /// One block that reads one row.
  public static Item read(Database database, long id) {
    return database.read(tx -> read(tx, id));
  }

  private static Item read(ReadTx tx, long id) {
    return requireNonNull(tx.query(Stored.SELECT_ITEM, id).map(TektiteReads::item).first());
  }

  private static Item item(Row row) {
    return new Item(row.asLong(0), text(row, 1), text(row, 2), row.asDouble(3), row.asInt(4));
  }

  private static String text(Row row, int column) {
    return requireNonNull(row.asText(column));
  }

  private static long readSome(Database database, Keys keys) {
    long sum = 0;
    for (int i = 0; i < Repeat.SHORT; i++) {
      sum += read(database, keys.next()).sum();
    }
    return sum;
  }

  private Reply pointRead(Order order) throws Exception {
    Keys keys = new Keys(1);
    return Repeat.until(order, Repeat.SHORT, () -> readSome(database, keys));
  }

  private Reply pointRead2(Order order) throws Exception {
    Keys[] keys = {new Keys(1), new Keys(2)};
    long check = readSome(database, new Keys(1)) + readSome(database, new Keys(2));
    Crowd.Work work = (member, turn) -> readSome(database, keys[member]) == 0 ? 0 : Repeat.SHORT;
    Reply done = Crowd.start(Thread.ofPlatform(), 2, order.nanos(), work).join();
    return new Reply(done.operations(), done.nanos(), Map.of("check", check));
  }

  private Reply allocation(Order order) throws Exception {
    return Allocation.of(order, id -> read(database, id));
  }

  private Reply readsInBlock(Order order) throws Exception {
    Keys keys = new Keys(1);
    return Repeat.until(
        order, Stored.READS_PER_BLOCK, () -> database.read(tx -> readBlock(tx, keys)));
  }

  private static long readBlock(ReadTx tx, Keys keys) {
    long sum = 0;
    for (int i = 0; i < Stored.READS_PER_BLOCK; i++) {
      sum += read(tx, keys.next()).sum();
    }
    return sum;
  }

  /// The sum over all rows, made row by row.
  private static final class Sum {
    private long value;
  }

  private Reply scanRows(Order order) throws Exception {
    return Repeat.until(order, Stored.ITEMS, () -> database.read(TektiteReads::sumOfRows));
  }

  private static long sumOfRows(ReadTx tx) {
    Sum sum = new Sum();
    tx.query(Stored.SELECT_ITEMS)
        .map(row ->
            sum.value +=
                Item.sum(row.asLong(0), text(row, 1), text(row, 2), row.asDouble(3), row.asInt(4)))
        .forEach(ignored -> {});
    return sum.value;
  }

  private Reply scanRecords(Order order) throws Exception {
    return Repeat.until(order, Stored.ITEMS, () -> database.read(TektiteReads::sumOfRecords));
  }

  private static long sumOfRecords(ReadTx tx) {
    Sum sum = new Sum();
    tx.query(Stored.SELECT_ITEMS).into(Item.class).forEach(item -> sum.value += item.sum());
    return sum.value;
  }
}
