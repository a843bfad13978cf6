package dev.tektite.tests.wal;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// What the library logs, while this is open.
///
/// *Safe for any number of threads.*
public final class LoggedLines implements AutoCloseable {
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Logger logger = Logger.getLogger("dev.tektite");
  private final Handler ear =
      new Handler() {
        private final SimpleFormatter words = new SimpleFormatter();

        @Override
        public void publish(LogRecord logged) {
          lines.add(logged.getLevel() + " " + words.formatMessage(logged));
        }

        @Override
        public void flush() {
          // nothing is held back
        }

        @Override
        public void close() {
          // nothing is open
        }
      };

  /// Begins to listen.
  public LoggedLines() {
    ear.setLevel(Level.ALL);
    logger.addHandler(ear);
  }

  /// The lines with a word in them.
  public List<String> with(String word) {
    return lines.stream().filter(line -> line.contains(word)).toList();
  }

  @Override
  public void close() {
    logger.removeHandler(ear);
  }
}
