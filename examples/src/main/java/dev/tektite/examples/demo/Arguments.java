package dev.tektite.examples.demo;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What was typed after `./run demo`.
///
/// *Immutable.*
///
/// @param csv the file to use in place of Unicode, or `null`
/// @param time how long to search and write
record Arguments(@Nullable Path csv, Duration time) {
  static final String USAGE =
      """
      usage: ./run demo [FILE.csv] [--seconds N]

      Loads all Unicode names (or your CSV file, whose first line names the columns)
      into a new database, searches it from 8 threads while 64 threads write, kills a
      process that writes, and counts what is left.

        --seconds N   how long to search and write: 1 to 3600; default: 5
      """;

  private static final int MOST_SECONDS = 3_600;

  /// @throws DemoFailure if they are not understood
  static Arguments of(String... words) {
    Path csv = null;
    int seconds = 5;
    for (int i = 0; i < words.length; i++) {
      if (words[i].equals("--seconds")) {
        seconds = seconds(++i < words.length ? words[i] : "");
      } else if (words[i].startsWith("-") || words[i].isEmpty() || csv != null) {
        throw new DemoFailure("\"%s\" is not understood\n\n%s".formatted(words[i], USAGE));
      } else {
        csv = Path.of(words[i]);
      }
    }
    return new Arguments(csv, Duration.ofSeconds(seconds));
  }

  private static int seconds(String word) {
    try {
      int seconds = Integer.parseInt(word);
      if (seconds >= 1 && seconds <= MOST_SECONDS) {
        return seconds;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new DemoFailure(
        "--seconds takes a whole number from 1 to %d, not \"%s\"".formatted(MOST_SECONDS, word));
  }
}
