package dev.tektite.benchmarks;

import dev.tektite.benchmarks.jmh.JmhRun;
import dev.tektite.benchmarks.process.BenchmarkFailure;
import dev.tektite.benchmarks.process.Contenders;
import dev.tektite.benchmarks.process.Layout;
import dev.tektite.benchmarks.process.Rounds;
import dev.tektite.benchmarks.process.TemporaryFolder;
import dev.tektite.benchmarks.report.JsonReport;
import dev.tektite.benchmarks.report.Machine;
import dev.tektite.benchmarks.report.TextReport;
import dev.tektite.benchmarks.suite.BenchmarkCase;
import dev.tektite.benchmarks.suite.CaseResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `./run bench`: Tektite beside a C program and beside HikariCP with sqlite-jdbc.
public final class Main {

  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private Main() {}

  /// Runs the cases that the arguments name; see `--help`.
  public static void main(String[] words) {
    try {
      run(Arguments.parse(words));
    } catch (IllegalArgumentException e) {
      exit(MISUSED, e);
    } catch (BenchmarkFailure | IOException e) {
      exit(FAILED, e);
    }
  }

  private static void exit(int code, Exception reason) {
    System.err.println("bench: " + reason.getMessage());
    System.exit(code);
  }

  private static void run(Arguments arguments) throws IOException {
    if (arguments.help()) {
      System.out.print(Arguments.usage());
      return;
    }
    Layout layout = Layout.find();
    Path parent = arguments.folder() == null ? layout.target() : arguments.folder();
    try (TemporaryFolder files = TemporaryFolder.in(parent)) {
      if (arguments.jmh()) {
        JmhRun.run(files.path());
      } else {
        measure(arguments, layout, files);
      }
    }
  }

  private static void measure(Arguments arguments, Layout layout, TemporaryFolder files)
      throws IOException {
    try (Contenders contenders = Contenders.start(layout, files)) {
      Machine machine = Machine.of(contenders, files.path());
      System.out.println(TextReport.head(machine, arguments.plan()));
      Rounds rounds = new Rounds(arguments.plan(), contenders);
      List<CaseResult> results = new ArrayList<>();
      List<String> failures = new ArrayList<>();
      for (BenchmarkCase what : arguments.cases()) {
        try {
          CaseResult result = rounds.measure(what);
          System.out.println(result.line());
          results.add(result);
        } catch (BenchmarkFailure e) {
          System.err.println(what.name() + " failed: " + e.getMessage());
          failures.add(what.name());
        }
      }
      finish(arguments, machine, results, failures);
    }
  }

  /// A case that failed spoils the run, but not the figures of the others.
  private static void finish(
      Arguments arguments, Machine machine, List<CaseResult> results, List<String> failures)
      throws IOException {
    System.out.println(TextReport.foot(results));
    Path json = arguments.json();
    if (json != null) {
      Files.writeString(json, JsonReport.of(machine, arguments.plan(), results));
    }
    if (!failures.isEmpty()) {
      throw new BenchmarkFailure("failed: " + String.join(", ", failures));
    }
  }
}
