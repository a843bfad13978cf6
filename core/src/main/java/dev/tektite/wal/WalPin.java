package dev.tektite.wal;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A reader that keeps the log from starting anew.
///
/// *Immutable.*
///
/// @param kind what kind of reader
/// @param thread the name of the thread that began it, or `null` if another process did
/// @param label the name that was given to the block, the snapshot or the backup, or `null`
/// @param age how long it has been reading; of another process: for how long it has been noticed
/// @param stack where it began, the innermost frame first; empty unless [WalPolicy#stacks()]
public record WalPin(
    Kind kind,
    @Nullable String thread,
    @Nullable String label,
    Duration age,
    List<StackTraceElement> stack) {
  /// What kind of reader pins a log.
  public enum Kind {
    /// A block that reads.
    READ_BLOCK("a read block"),
    /// A snapshot that is open.
    SNAPSHOT("a snapshot"),
    /// A backup, or something else that may pin the log for as long as it takes.
    EXEMPT("a long reader"),
    /// No reader of this database: one of another process.
    OTHER_PROCESS("a reader of another process");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /// Copies the stack.
  public WalPin {
    stack = List.copyOf(stack);
  }

  /// The reader in words: `a read block "report" of thread worker-3, open for 61 s`.
  @Override
  public String toString() {
    var text = new StringBuilder(kind.words);
    if (label != null) {
      text.append(" \"").append(label).append('"');
    }
    if (thread != null) {
      text.append(" of thread ").append(thread);
    }
    text.append(", open for ").append(inWords(age));
    for (StackTraceElement frame : stack) {
      text.append("\n\tat ").append(frame);
    }
    return text.toString();
  }

  private static String inWords(Duration age) {
    return age.toSeconds() >= 10 ? age.toSeconds() + " s" : age.toMillis() + " ms";
  }
}
