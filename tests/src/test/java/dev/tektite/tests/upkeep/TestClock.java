package dev.tektite.tests.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until it is moved on.
///
/// *Safe for any number of threads.*
final class TestClock implements InstantSource {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));

  @Override
  public Instant instant() {
    return now.get();
  }

  void moveOn(Duration by) {
    now.updateAndGet(instant -> instant.plus(by));
  }
}
