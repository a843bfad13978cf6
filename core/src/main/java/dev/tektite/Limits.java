package dev.tektite;

import dev.tektite.engine.BlockLimits;
import dev.tektite.engine.SubmitLimits;
import java.time.Duration;

/// Checks limits and turns them into the engine's nanoseconds.
final class Limits {
  private static final long LONGEST_NANOS = Long.MAX_VALUE / 4;

  private Limits() {}

  static Duration requireWait(Duration limit) {
    if (limit.isNegative()) {
      throw new IllegalArgumentException("expected a wait limit of 0 or more, but was " + limit);
    }
    return limit;
  }

  static Duration requireRun(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("expected a run limit of more than 0, but was " + limit);
    }
    return limit;
  }

  static BlockLimits of(DatabaseOptions database, BlockOptions block) {
    Duration wait = block.waitLimit() == null ? database.waitLimit() : block.waitLimit();
    Duration run = block.runLimit() == null ? database.runLimit() : block.runLimit();
    return new BlockLimits(
        block.label(),
        nanos(wait),
        run == null ? Long.MAX_VALUE : nanos(run),
        block.isAlone(),
        block.isOnce());
  }

  static SubmitLimits of(DatabaseOptions database, SubmitOptions submit) {
    long waitNanos =
        switch (submit.whenFull()) {
          case BLOCK -> LONGEST_NANOS;
          case BLOCK_FOR -> nanos(submit.waitLimit());
          case REJECT, DROP_OLDEST -> 0;
        };
    return new SubmitLimits(
        submit.capacity(),
        submit.capacityBytes(),
        waitNanos,
        submit.whenFull() == SubmitOptions.WhenFull.DROP_OLDEST,
        submit.atClose() == SubmitOptions.AtClose.DRAIN,
        of(database, BlockOptions.named("submit")));
  }

  static long nanos(Duration duration) {
    return duration.compareTo(Duration.ofNanos(LONGEST_NANOS)) >= 0
        ? LONGEST_NANOS
        : duration.toNanos();
  }
}
