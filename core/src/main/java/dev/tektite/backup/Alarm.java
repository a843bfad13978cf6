package dev.tektite.backup;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The one thread of the process that knows when a backup may be due; there is none while nothing
/// is scheduled. It only starts work, and does none.
///
/// *Safe for any number of threads.*
final class Alarm {
  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  private Alarm() {}

  private static ScheduledThreadPoolExecutor clock() {
    var clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("tektite-schedule").factory());
    clock.setRemoveOnCancelPolicy(true);
    clock.setKeepAliveTime(1, TimeUnit.SECONDS);
    clock.allowCoreThreadTimeOut(true);
    return clock;
  }

  /// Runs something short, once, after a while.
  static Future<?> in(long millis, Runnable action) {
    return CLOCK.schedule(action, millis, TimeUnit.MILLISECONDS);
  }
}
