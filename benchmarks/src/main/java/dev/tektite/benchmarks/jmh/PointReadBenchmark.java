package dev.tektite.benchmarks.jmh;

import dev.tektite.benchmarks.contender.Allocation;
import dev.tektite.benchmarks.contender.Item;
import dev.tektite.benchmarks.contender.Keys;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// A point read, and the values that it returns: the difference of their allocations is what the
/// read costs.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PointReadBenchmark {

  /// The system property that names the folder for the database.
  static final String FOLDER = "dev.tektite.benchmarks.folder";

  private final Keys keys = new Keys(1);

  /// A record and its strings, made from nothing else.
  @Benchmark
  public Item values() {
    return Allocation.valuesAlone(keys.next());
  }
}
