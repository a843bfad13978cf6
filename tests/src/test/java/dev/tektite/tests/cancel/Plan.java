package dev.tektite.tests.cancel;

import java.time.Duration;
import java.util.Random;

/// What one block does and what becomes of it.
///
/// @param endless whether it would run for many seconds, if it were not stopped
/// @param after how long after its call it is interrupted, or how long it may run
record Plan(Fate fate, Work work, boolean endless, Duration after) {
  private static final int LONGEST_MICROS = 15_000;

  /// What becomes of a block.
  enum Fate {
    /// A neighbour, which must succeed.
    UNHARMED,
    INTERRUPTED,
    LIMITED
  }

  /// What a block does.
  enum Work {
    ONE_READ,
    SHORT_READS,
    ONE_WRITE,
    SHORT_WRITES,
    /// A write that comes after another, so that stopping it undoes more than itself.
    WRITE_AND_READ;

    boolean writes() {
      return ordinal() >= ONE_WRITE.ordinal();
    }
  }

  static Plan draw(Random random) {
    Fate fate =
        switch (random.nextInt(4)) {
          case 0 -> Fate.INTERRUPTED;
          case 1 -> Fate.LIMITED;
          default -> Fate.UNHARMED;
        };
    Work work = Work.values()[random.nextInt(Work.values().length)];
    boolean endless = fate != Fate.UNHARMED && random.nextInt(3) > 0;
    return new Plan(
        fate, work, endless, Duration.ofNanos(1000L * random.nextInt(1, LONGEST_MICROS)));
  }

  boolean isStopped() {
    return fate != Fate.UNHARMED;
  }
}
