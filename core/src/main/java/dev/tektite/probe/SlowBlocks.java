package dev.tektite.probe;

import dev.tektite.observe.BlockEvent;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/// Logs blocks that took long, with the statements that took the longest of it.
///
/// *Safe for any number of threads.*
final class SlowBlocks {
  private static final System.Logger LOGGER = System.getLogger("dev.tektite");
  private static final int STATEMENTS = 3;

  private final String file;
  private final Duration threshold;

  /// @param threshold from which total duration on a block is slow
  SlowBlocks(String file, Duration threshold) {
    this.file = file;
    this.threshold = threshold;
  }

  void note(BlockEvent event, StatementNotes statements) {
    if (event.total().compareTo(threshold) >= 0 && LOGGER.isLoggable(Level.WARNING)) {
      LOGGER.log(Level.WARNING, "On " + file + ", " + describe(event) + slowest(statements));
    }
  }

  private static String describe(BlockEvent event) {
    return "a %s took %s: waited %s, ran %s, committed %s; %d rows read, %d changed, %s%s"
        .formatted(
            event.start(),
            millis(event.total()),
            millis(event.waited()),
            millis(event.ran()),
            millis(event.committed()),
            event.rowsRead(),
            event.rowsChanged(),
            event.outcome().name().toLowerCase(Locale.ROOT),
            event.error() == null ? "" : " with " + event.error().getSimpleName());
  }

  private static String slowest(StatementNotes statements) {
    return statements.slowest(STATEMENTS).stream()
        .map(cost ->
            "\n  %s in %d runs: %s"
                .formatted(millis(Duration.ofNanos(cost.nanos)), cost.calls, SqlShape.of(cost.sql)))
        .collect(Collectors.joining());
  }

  private static String millis(Duration duration) {
    return "%.1f ms".formatted(duration.toNanos() / 1e6);
  }
}
