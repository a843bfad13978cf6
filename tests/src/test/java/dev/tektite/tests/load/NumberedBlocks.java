package dev.tektite.tests.load;

import dev.tektite.sql.ReadTx;
import dev.tektite.sql.WriteTx;
import dev.tektite.testkit.Health;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Blocks with a number each, which write several rows with it into two tables and count themselves
/// in a third, so that half a block shows.
public final class NumberedBlocks {
  /// The tables; may be created again.
  public static final String SCHEMA =
      """
      create table if not exists block(number integer primary key, parts integer not null);
      create table if not exists part(
        id integer primary key,
        number integer not null references block,
        part integer not null,
        content text not null);
      create index if not exists part_number on part(number);
      create table if not exists total(id integer primary key, blocks integer, parts integer);
      insert or ignore into total values (1, 0, 0);
      """;

  private static final int MOST_PARTS = 5;
  private static final String HALVES =
      "select number from block b where parts <>"
          + " (select count(*) from part p where p.number = b.number)";
  private static final String DAMAGED =
      "select number from part where content not like number || ':' || part || ':%'";
  private static final String MISCOUNTED =
      "select blocks from total where blocks <> (select count(*) from block)"
          + " or parts <> (select count(*) from part)";

  private NumberedBlocks() {}

  /// Writes the rows of one block.
  public static void write(WriteTx tx, long number) {
    int parts = 2 + (int) (number % (MOST_PARTS - 1));
    tx.execute("insert into block(number, parts) values (?, ?)", number, parts);
    for (int part = 0; part < parts; part++) {
      tx.execute(
          "insert into part(number, part, content) values (?, ?, ?)",
          number,
          part,
          "%d:%d:%s".formatted(number, part, "x".repeat((int) (number * 37 % 300))));
    }
    tx.execute("update total set blocks = blocks + 1, parts = parts + ?", parts);
  }

  /// What is wrong, in words: acknowledged blocks that are missing, halves of blocks, what the
  /// integrity check and the check of foreign keys say. Empty if nothing is.
  ///
  /// @param acknowledged the numbers of blocks whose `write` had returned
  public static List<String> problems(ReadTx tx, Collection<Long> acknowledged) {
    List<String> problems = new ArrayList<>(Health.problems(tx));
    Set<Long> lost = new TreeSet<>(acknowledged);
    lost.removeAll(stored(tx));
    if (!lost.isEmpty()) {
      problems.add("acknowledged and lost: blocks " + lost);
    }
    add(problems, "only in part there: block ", tx, HALVES);
    add(problems, "damaged: a row of block ", tx, DAMAGED);
    add(problems, "counted wrongly: blocks in all ", tx, MISCOUNTED);
    return problems;
  }

  /// The numbers of all blocks that are there.
  public static Set<Long> stored(ReadTx tx) {
    Set<Long> stored = new HashSet<>();
    tx.query("select number from block").asLong().forEach(stored::add);
    return stored;
  }

  private static void add(List<String> problems, String what, ReadTx tx, String query) {
    tx.query(query).asLong().forEach(number -> problems.add(what + number));
  }
}
