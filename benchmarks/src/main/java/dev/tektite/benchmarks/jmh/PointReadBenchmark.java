package dev.tektite.benchmarks.jmh;

import static java.util.Objects.requireNonNull;

import dev.tektite.benchmarks.contender.Allocation;
import dev.tektite.benchmarks.contender.Item;
import dev.tektite.benchmarks.contender.Keys;
import dev.tektite.benchmarks.tektite.Databases;
import dev.tektite.benchmarks.tektite.TektiteReads;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// A point read, and the values that it returns: the difference of their allocations is what the
/// read costs.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PointReadBenchmark {

  /// The system property that names an empty folder for the database.
  static final String FOLDER = "dev.tektite.benchmarks.folder";

  private final Keys keys = new Keys(1);

  /// The database that is read.
  @State(Scope.Benchmark)
  public static class Opened {

    private final Databases databases;

    public Opened() {
      Path folder = Path.of(requireNonNull(System.getProperty(FOLDER), FOLDER));
      Databases.create(folder);
      databases = new Databases(folder);
    }

    @TearDown
    public void close() {
      databases.close();
    }
  }

  /// One block that reads one row.
  @Benchmark
  public Item pointRead(Opened opened) {
    return TektiteReads.read(opened.databases.full(), keys.next());
  }

  /// A record and its strings, made from nothing else.
  @Benchmark
  public Item values() {
    return Allocation.valuesAlone(keys.next());
  }
}
