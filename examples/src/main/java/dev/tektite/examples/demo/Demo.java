package dev.tektite.examples.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The demo: loads real data, searches and writes it from many threads, kills a process in the
/// middle of its writes, and counts what is left.
///
/// *One thread at a time.*
public final class Demo {
  /// Enough for the child to be in full swing, with threads in every stage of a write.
  private static final long CRASH_AFTER = 5_000;

  private final LiveLine line = LiveLine.onStandardOutput();

  private Demo() {}

  /// Ends with 0 if everything held, with 1 if something was lost or broke, and with 2 if it could
  /// not be run as asked.
  public static void main(String... words) throws IOException, InterruptedException {
    if (List.of(words).contains("--help")) {
      System.out.print(Arguments.USAGE);
      return;
    }
    Locale.setDefault(Locale.ROOT); // figures with points, whatever the machine's language
    Quiet.engine();
    int code;
    try {
      code = new Demo().run(Arguments.of(words)) ? 0 : 1;
    } catch (DemoFailure e) {
      System.err.println("demo: " + e.getMessage());
      code = 2;
    }
    System.exit(code);
  }

  private boolean run(Arguments arguments) throws IOException, InterruptedException {
    Path csv = arguments.csv();
    Source source = csv == null ? new UnicodeData() : CsvFile.open(csv);
    try (var folder = TemporaryFolder.create()) {
      var report = new Report(System.out);
      report.title(folder.fileSystem());
      Path file = folder.path().resolve("demo.db");
      ServeTrial.Outcome serve = new ServeTrial(report, line).run(file, source, arguments.time());
      line.show("a process writes, and is about to be killed");
      CrashTrial.Outcome crash = CrashTrial.run(folder.path().resolve("crash.db"), CRASH_AFTER);
      line.clear();
      report.killed(crash);
      report.table(serve, crash);
      return serve.isGood() && crash.isGood();
    }
  }
}
