package dev.tektite.benchmarks.tektite;

import dev.tektite.Database;
import dev.tektite.benchmarks.contender.Crowd;
import dev.tektite.benchmarks.contender.Item;
import dev.tektite.benchmarks.contender.Stored;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Producers that submit rows; each has a bounded number of rows under way and waits for the oldest
/// of them before it submits more.
final class Producers implements Crowd.Work {

  private static final int UNDER_WAY = 32;

  private final Database database;
  private final List<Queue<CompletableFuture<Long>>> underWay;

  /// @param members how many producers there are
  Producers(Database database, int members) {
    this.database = database;
    this.underWay =
        Stream.<Queue<CompletableFuture<Long>>>generate(ArrayDeque::new).limit(members).toList();
  }

  @Override
  public int turn(int member, long turn) {
    Queue<CompletableFuture<Long>> mine = underWay.get(member);
    mine.add(submit(Stored.sample(turn)));
    return mine.size() < UNDER_WAY ? 0 : await(mine);
  }

  @Override
  public int finish(int member) {
    Queue<CompletableFuture<Long>> mine = underWay.get(member);
    int completed = 0;
    while (!mine.isEmpty()) {
      completed += await(mine);
    }
    return completed;
  }

  private CompletableFuture<Long> submit(Item item) {
    return database.submit(tx ->
        tx.execute(
            Stored.INSERT_ENTRY, item.name(), item.category(), item.price(), item.quantity()));
  }

  /// Waits for the oldest row, and returns how many rows are stored thereby.
  private static int await(Queue<CompletableFuture<Long>> mine) {
    return Math.toIntExact(mine.remove().join());
  }
}
