package dev.tektite.examples.greenhouse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/// A week of weather, made up from the course of the sun, clouds that come and go, and noise; the
/// same at every run.
///
/// *One thread at a time.*
final class Weather {
  static final Instant MONDAY = Instant.parse("2026-11-16T00:00:00Z");
  static final Instant NEXT_MONDAY = MONDAY.plus(Duration.ofDays(7));
  static final List<String> PLACES = List.of("north", "roof", "south");

  private static final double HOURS_OF_A_DAY = 24;
  private static final double WARMEST_HOUR = 14;

  private final SplittableRandom random = new SplittableRandom(16);
  private double clouds = 0.5;

  /// How warm it is at a place.
  double celsius(String place, Instant time) {
    double hour = Duration.between(MONDAY, time).toSeconds() / 3600.0;
    double sun = Math.cos((hour - WARMEST_HOUR) / HOURS_OF_A_DAY * 2 * Math.PI);
    clouds = Math.clamp(clouds + (random.nextDouble() - 0.5) / 50, 0, 1);
    double gain =
        switch (place) {
          case "roof" -> 9;
          case "south" -> 6;
          default -> 3;
        };
    double warmth = 17 + gain * sun * (1 - clouds / 2) + (random.nextDouble() - 0.5);
    return Math.round(10 * warmth) / 10.0;
  }
}
