package dev.tektite.tests.soak;

import java.util.List;
import java.util.Random;

/// What was said on the command line.
///
/// @param name which soak
/// @param seconds how long, or 0 if nothing was said
/// @param seed what decides the course
/// @param gigabytes how large a database, or 0 if nothing was said
record Arguments(String name, long seconds, long seed, long gigabytes) {
  /// @throws IllegalArgumentException if they make no sense, with a sentence for the user
  static Arguments parse(List<String> words) {
    if (words.isEmpty() || words.size() % 2 == 0) {
      throw new IllegalArgumentException(
          "expected NAME [--seconds N] [--seed N] [--gigabytes N], but was " + words);
    }
    long seconds = 0;
    long gigabytes = 0;
    long seed = new Random().nextInt(1_000_000);
    for (int i = 1; i < words.size(); i += 2) {
      long value = number(words.get(i), words.get(i + 1));
      switch (words.get(i)) {
        case "--seconds" -> seconds = value;
        case "--seed" -> seed = value;
        case "--gigabytes" -> gigabytes = value;
        default ->
            throw new IllegalArgumentException(
                "expected --seconds, --seed or --gigabytes, but was " + words.get(i));
      }
    }
    return new Arguments(words.getFirst(), seconds, seed, gigabytes);
  }

  private static long number(String option, String word) {
    try {
      long value = Long.parseLong(word);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new IllegalArgumentException(
        "expected a number >= 0 after %s, but was %s".formatted(option, word));
  }
}
