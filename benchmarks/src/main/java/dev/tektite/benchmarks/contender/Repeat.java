package dev.tektite.benchmarks.contender;

import java.util.Map;

/// Work that one thread repeats until the time is over.
public final class Repeat {

  /// So many short operations go between two looks at the clock.
  public static final int SHORT = 100;

  private Repeat() {}

  /// Some operations, done once; returns a sum over their results.
  @FunctionalInterface
  public interface Batch {
    long run() throws Exception;
  }

  /// Repeats a batch; the reply's `check` is the sum of the first one, its `sum` that of all (so
  /// that no work can be left out as useless).
  ///
  /// @param operations how many a batch has
  public static Reply until(Order order, int operations, Batch batch) throws Exception {
    long done = 0;
    long first = 0;
    long all = 0;
    long spent;
    long start = System.nanoTime();
    do {
      long sum = batch.run();
      first = done == 0 ? sum : first;
      all += sum;
      done += operations;
      spent = System.nanoTime() - start;
    } while (spent < order.nanos());
    return new Reply(done, spent, Map.of("check", first, "sum", all));
  }

  /// Repeats a piece of work of which only a part is to be timed.
  ///
  /// @param operations how many one piece has
  /// @param work does one piece and returns the nanoseconds of the part that counts
  public static Reply untilSpent(Order order, int operations, Batch work) throws Exception {
    long done = 0;
    long spent = 0;
    do {
      spent += work.run();
      done += operations;
    } while (spent < order.nanos());
    return new Reply(done, spent, Map.of());
  }
}
