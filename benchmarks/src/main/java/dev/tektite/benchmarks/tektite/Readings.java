package dev.tektite.benchmarks.tektite;

import dev.tektite.history.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The versions of the history's cases: the same in every turn, and in the C program. *Immutable.*
///
/// @param versions how many, in all; each name has 100
record Readings(long versions) {
  static final int VERSIONS_OF_A_NAME = 100;
  static final int NAMES_OF_A_SITE = 100;

  private static final long START_SECOND = 1_700_000_000;
  private static final long NULL_TYPE = 5; // SQLITE_NULL, as C adds it

  int names() {
    return Math.toIntExact(versions / VERSIONS_OF_A_NAME);
  }

  int sites() {
    return names() / NAMES_OF_A_SITE;
  }

  static String name(int name) {
    return "site." + name / NAMES_OF_A_SITE + ".sensor." + name % NAMES_OF_A_SITE;
  }

  static Instant at(int name, int tick) {
    return Instant.ofEpochSecond(START_SECOND + tick, 1_000L * name);
  }

  static String value(int name, int tick) {
    return "{\"celsius\":" + (name * 31L + tick * 7L) % 45 + "}";
  }

  /// A sum that needs all parts of a version, the same as in the C program.
  static long sum(Version<String> version) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, version.at());
    String name = version.name();
    String value = version.value();
    return name.length()
        + name.charAt(name.length() - 1)
        + micros % 1_000_003
        + version.number()
        + NULL_TYPE
        + value.length()
        + value.charAt(value.length() - 2);
  }
}
