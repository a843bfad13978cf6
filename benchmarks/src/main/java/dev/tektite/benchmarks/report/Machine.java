package dev.tektite.benchmarks.report;

import dev.tektite.benchmarks.contender.Reply;
import dev.tektite.benchmarks.process.Contenders;
import dev.tektite.benchmarks.suite.Contender;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Where the figures were taken. *Immutable.*
///
/// @param facts by name, in the order in which they are shown
/// @param sync what a flush costs, in nanoseconds: `fsync` after appending, and as extra numbers
///   `fdatasync` after appending and `overwrite`, which is `fdatasync` after writing over existing
///   bytes
public record Machine(Map<String, String> facts, Reply sync) {

  private static final int FLUSHES = 200;

  public Machine {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /// Collects the facts, and measures a flush.
  ///
  /// @param files the folder of the databases
  public static Machine of(Contenders contenders, Path files) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("processor", processor());
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("files on", Files.getFileStore(files).type());
    facts.put("load", load());
    facts.put("jdk", Runtime.version().toString());
    for (Contender contender : Contender.values()) {
      facts.put(contender.title(), contenders.version(contender));
    }
    return new Machine(facts, contenders.measureSync(FLUSHES));
  }

  /// How busy the machine was just before: figures from a busy one are worth little.
  private static String load() {
    double runnable = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return runnable < 0 ? "unknown" : String.format(Locale.ROOT, "%.2f", runnable);
  }

  private static String processor() throws IOException {
    Path facts = Path.of("/proc/cpuinfo");
    String otherwise = System.getProperty("os.arch");
    if (!Files.isReadable(facts)) {
      return otherwise;
    }
    try (Stream<String> lines = Files.lines(facts)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(otherwise);
    }
  }
}
