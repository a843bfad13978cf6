package dev.tektite.tests.soak;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `./run soak NAME [--seconds N] [--seed N] [--gigabytes N]`: runs one soak with a line of
/// progress each second.
///
/// The exit code is 0 if all guarantees held, 1 if one did not, 2 if the command was not
/// understood.
public final class Main {
  private static final List<Soak> SOAKS =
      List.of(
          new CrashSoak(),
          new PowerSoak(),
          new CancelSoak(),
          new ReadsSoak(),
          new BackupSoak(),
          new MigrateSoak(),
          new WalSoak());

  private Main() {}

  /// Runs a soak and ends the process.
  public static void main(String... arguments) {
    System.exit(run(List.of(arguments), System.out));
  }

  /// Runs a soak.
  ///
  /// @return the exit code
  static int run(List<String> words, PrintStream out) {
    if (words.equals(List.of("--help"))) {
      explain(out);
      return 0;
    }
    Arguments arguments;
    try {
      arguments = Arguments.parse(words);
    } catch (IllegalArgumentException e) {
      return refuse(out, e.getMessage());
    }
    Optional<Soak> soak =
        SOAKS.stream().filter(each -> each.name().equals(arguments.name())).findFirst();
    return soak.isEmpty()
        ? refuse(out, "There is no soak " + arguments.name())
        : run(soak.get(), arguments, out);
  }

  private static int refuse(PrintStream out, String why) {
    out.print(why + ". ");
    explain(out);
    return 2;
  }

  private static void explain(PrintStream out) {
    out.println("./run soak NAME [--seconds N] [--seed N] [--gigabytes N], where NAME is one of:");
    for (Soak soak : SOAKS) {
      out.printf("  %-8s %s%n", soak.name(), soak.purpose());
    }
  }

  private static int run(Soak soak, Arguments arguments, PrintStream out) {
    out.printf("soak %s, --seed %d%n", soak.name(), arguments.seed());
    try {
      Path folder = Files.createTempDirectory("tektite-soak-");
      try {
        out.println("held: " + soak.run(new Run(arguments, folder, out)));
      } catch (Throwable e) {
        out.println("DID NOT HOLD; the files are in " + folder);
        e.printStackTrace(out);
        return 1;
      }
      remove(folder);
      return 0;
    } catch (IOException e) {
      out.println("The folder of the soak cannot be made or removed: " + e);
      return 1;
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
