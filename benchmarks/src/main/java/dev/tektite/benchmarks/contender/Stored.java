package dev.tektite.benchmarks.contender;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// What is stored, and the SQL that every contender runs on it. *Immutable.*
public final class Stored {

  /// Rows of the table `item` in the large file.
  public static final int ITEMS = 200_000;

  /// Rows of the table `item` in the other files.
  public static final int SMALL_ITEMS = 100;

  /// Rows that one bulk insert puts into one block.
  public static final int BULK_ROWS = 100_000;

  /// Reads in one block of the case `reads-in-block`.
  public static final int READS_PER_BLOCK = 1_000;

  /// Page cache of each connection.
  public static final int CACHE_KIB = 65_536;

  /// How much of a file each connection may map into memory.
  public static final long MMAP_BYTES = 268_435_456;

  /// How long a connection waits for another one's lock.
  public static final int BUSY_MILLIS = 30_000;

  private static final String COLUMNS =
      "(id integer primary key, name text not null, category text not null, price real not null, quantity integer not null)";

  public static final String CREATE_ITEM = "create table item" + COLUMNS;
  public static final String CREATE_ENTRY = "create table entry" + COLUMNS;
  public static final String SELECT_ITEM =
      "select id, name, category, price, quantity from item where id = ?";
  public static final String SELECT_ITEMS = "select id, name, category, price, quantity from item";
  public static final String INSERT_ITEM =
      "insert into item(name, category, price, quantity) values (?, ?, ?, ?)";
  public static final String INSERT_ENTRY =
      "insert into entry(name, category, price, quantity) values (?, ?, ?, ?)";
  public static final String COUNT_ENTRIES = "select count(*) from entry";
  public static final String CLEAR_ENTRIES = "delete from entry";

  private static final List<Item> SAMPLES = items(1_024).toList();

  private Stored() {}

  /// The row with the given id.
  public static Item item(long id) {
    return new Item(
        id, "Item number " + id, "category " + id % 97, id % 10_000 / 4.0, (int) (id * 31 % 1000));
  }

  /// The rows with the ids 1 to `count`.
  public static Stream<Item> items(int count) {
    return LongStream.rangeClosed(1, count).mapToObj(Stored::item);
  }

  /// The row that a writing case inserts in its n-th turn; made beforehand, so that making it is
  /// not measured.
  public static Item sample(long turn) {
    return SAMPLES.get((int) (turn & 1_023));
  }

  /// The rows of one bulk insert.
  public static Stream<Item> bulk() {
    return bulk(BULK_ROWS);
  }

  /// The rows of a bulk insert of another size.
  public static Stream<Item> bulk(int rows) {
    return IntStream.range(0, rows).mapToObj(Stored::sample);
  }
}
