package dev.tektite.upkeep;

import dev.tektite.block.BlockConnection;
import dev.tektite.engine.BlockLimits;
import dev.tektite.maintenance.MaintenanceProgress;
import dev.tektite.maintenance.MaintenanceProgress.Unit;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One piece of work under way: its name, when it began, and who is told how far it has come.
///
/// *One thread at a time.*
final class Work {
  /// After how many instructions SQLite calls: some hundred times a second.
  private static final int STEPS = 20_000;

  private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final String name;
  private final @Nullable Consumer<? super MaintenanceProgress> listener;
  private final long startedAt = System.nanoTime();
  private long steps;
  private long toldAt = startedAt;

  Work(String name, @Nullable Consumer<? super MaintenanceProgress> listener) {
    this.name = name;
    this.listener = listener;
  }

  /// The limits of a block, with the name of this work and no limit for how long it runs.
  BlockLimits limits(BlockLimits of) {
    return new BlockLimits(name, of.waitNanos(), Long.MAX_VALUE, true, true);
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }

  /// Runs a statement, or a few, and tells of SQLite's steps meanwhile. A listener that throws
  /// stops it.
  <T extends @Nullable Object> T counted(BlockConnection link, Supplier<? extends T> action) {
    if (listener == null) {
      return action.get();
    }
    link.connection().hooks().progress(STEPS, this::stepped);
    try {
      return action.get();
    } finally {
      link.connection().hooks().progress(STEPS, null);
      tell(steps, -1, Unit.STEPS);
    }
  }

  private boolean stepped() {
    steps += STEPS;
    if (System.nanoTime() - toldAt > SILENCE_NANOS) {
      tell(steps, -1, Unit.STEPS);
    }
    return true;
  }

  /// Tells how far it has come.
  void tell(long done, long total, Unit unit) {
    if (listener != null) {
      toldAt = System.nanoTime();
      listener.accept(new MaintenanceProgress(name, done, total, unit, elapsed()));
    }
  }
}
