package dev.tektite.benchmarks.jmh;

import dev.tektite.benchmarks.process.BenchmarkFailure;
import java.nio.file.Path;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Runs the JMH benchmarks with the allocation profiler; `gc.alloc.rate.norm` is the figure to
/// read.
public final class JmhRun {

  private JmhRun() {}

  /// Runs all benchmarks of this package in a JVM of their own, and prints their figures.
  ///
  /// @param folder where the database is made
  public static void run(Path folder) {
    Options options =
        new OptionsBuilder()
            .include(JmhRun.class.getPackageName() + "\\..*")
            .addProfiler(GCProfiler.class)
            .jvmArgsAppend(
                "--enable-native-access=ALL-UNNAMED",
                "-D" + PointReadBenchmark.FOLDER + "=" + folder)
            .forks(1)
            .warmupIterations(5)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(5)
            .measurementTime(TimeValue.seconds(1))
            .build();
    try {
      new Runner(options).run();
    } catch (RunnerException e) {
      throw new BenchmarkFailure("JMH could not finish: " + e.getMessage(), e);
    }
  }
}
