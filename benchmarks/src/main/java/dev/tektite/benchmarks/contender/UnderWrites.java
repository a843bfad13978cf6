package dev.tektite.benchmarks.contender;

import java.util.Map;

/// Reads of one thread while others write.
public final class UnderWrites {

  private UnderWrites() {}

  /// Reads on the calling thread, as fast as it goes, until the writers end.
  ///
  /// @return the extra numbers `p99` (nanoseconds of a read), `writes` (per second) and
  ///   `acknowledged` (writes in all)
  public static Reply read(Order order, Crowd writers, PointRead point) throws Exception {
    Latencies reads = new Latencies();
    Keys keys = new Keys(1);
    long sum = 0;
    long start = System.nanoTime();
    while (writers.deadline() - start > 0) {
      sum += point.read(keys.next()).sum();
      long end = System.nanoTime();
      reads.add(end - start);
      start = end;
    }
    Reply written = writers.join();
    Map<String, Long> extras =
        Map.of(
            "p99",
            reads.percentile(0.99),
            "writes",
            written.operations() * 1_000_000_000 / order.nanos(),
            "acknowledged",
            written.extra("acknowledged"),
            "sum",
            sum);
    return new Reply(reads.count(), order.nanos(), extras);
  }
}
