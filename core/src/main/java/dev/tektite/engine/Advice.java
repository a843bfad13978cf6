package dev.tektite.engine;

import dev.tektite.block.BlockTx;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What the watcher tells the operator about blocks that will hurt the application, once for each
/// label or turn.
///
/// *One thread at a time:* the watcher.
final class Advice {
  private static final System.Logger LOGGER = System.getLogger("dev.tektite");
  private static final long CARRIER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int MOST_LABELS = 1_000;

  private final String file;
  private final Set<String> told = new HashSet<>();
  private @Nullable Turn stuck;

  Advice(String file) {
    this.file = file;
  }

  /// A native call holds the carrier of a virtual thread as long as it lasts.
  void heldCarrier(BlockTx block, long now) {
    long ran = now - block.info().startedAt();
    if (block.thread().isVirtual()
        && ran > CARRIER_NANOS
        && told.size() < MOST_LABELS
        && told.add(String.valueOf(block.info().label()))) {
      LOGGER.log(
          Level.INFO,
          "On {0}, {1} has run on a virtual thread for {2} ms and may hold its carrier that long:"
              + " use db.offloaded() for long queries",
          file,
          block.info(),
          TimeUnit.NANOSECONDS.toMillis(ran));
    }
  }

  /// A block that waits for another thread, which waits for the commit of the same group, waits for
  /// ever; who waits is named.
  void stuckTurn(TurnQueue turns, long now) {
    Turn holder = turns.holder();
    Thread waiting = turns.waitsForCommit();
    if (holder == null || holder == stuck || waiting == null) {
      return;
    }
    if (now - holder.takenAt > STUCK_NANOS) {
      stuck = holder;
      LOGGER.log(
          Level.WARNING,
          "On {0}, {1} has had the turn for long, while thread {2} waits for the commit that both"
              + " share: a block must not wait for another thread (give it BlockOptions.alone())",
          file,
          holder.describe(),
          waiting.getName());
    }
  }
}
