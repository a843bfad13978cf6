package dev.tektite.benchmarks;

import dev.tektite.benchmarks.suite.BenchmarkCase;
import dev.tektite.benchmarks.suite.Plan;
import dev.tektite.benchmarks.suite.Suite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The command line. *Immutable.*
///
/// @param help whether only the usage is to be shown
/// @param jmh whether the JMH benchmarks are to be run instead
/// @param plan how long everything takes
/// @param cases which cases, in the order of the suite
/// @param json where the figures are written, or null
/// @param folder where the files are put, or null for the build's folder
record Arguments(
    boolean help,
    boolean jmh,
    Plan plan,
    List<BenchmarkCase> cases,
    @Nullable Path json,
    @Nullable Path folder) {

  Arguments {
    cases = List.copyOf(cases);
  }

  static String usage() {
    String cases =
        Suite.CASES.stream()
            .map(one -> String.format("  %-27s%s%n", one.name(), one.work()))
            .collect(Collectors.joining());
    return """
    usage: ./run bench [--quick] [--json FILE] [--folder FOLDER] [CASE ...]
           ./run bench --jmh

      --quick          short rounds: under 90 seconds for all cases together
      --json FILE      write all figures to this file
      --folder FOLDER  put the databases into this folder's file system
      --jmh            time and allocation of a point read, measured by JMH

    Cases (all of them if none is named; `history` stands for the three of them):
    """
        + cases;
  }

  /// Reads the words of a command line.
  ///
  /// @throws IllegalArgumentException if a word is not understood; the message says what is
  static Arguments parse(String... words) {
    Parser parser = new Parser();
    Iterator<String> rest = Arrays.asList(words).iterator();
    while (rest.hasNext()) {
      parser.take(rest.next(), rest);
    }
    return parser.arguments();
  }

  private static final class Parser {

    private boolean help;
    private boolean jmh;
    private Plan plan = Plan.FULL;
    private @Nullable Path json;
    private @Nullable Path folder;
    private final List<BenchmarkCase> named = new ArrayList<>();

    void take(String word, Iterator<String> rest) {
      switch (word) {
        case "--help", "-h" -> help = true;
        case "--jmh" -> jmh = true;
        case "--quick" -> plan = Plan.QUICK;
        case "--json" -> json = path(word, rest);
        case "--folder" -> folder = path(word, rest);
        default -> named.addAll(casesNamed(word));
      }
    }

    private static Path path(String option, Iterator<String> rest) {
      if (!rest.hasNext()) {
        throw new IllegalArgumentException(option + " needs a path after it");
      }
      return Path.of(rest.next());
    }

    private static List<BenchmarkCase> casesNamed(String word) {
      if (word.startsWith("-")) {
        throw new IllegalArgumentException(
            "there is no option " + word + "; see ./run bench --help");
      }
      return Suite.allNamed(word);
    }

    Arguments arguments() {
      List<BenchmarkCase> cases =
          Suite.CASES.stream().filter(one -> named.isEmpty() || named.contains(one)).toList();
      return new Arguments(help, jmh, plan, cases, json, folder);
    }
  }
}
