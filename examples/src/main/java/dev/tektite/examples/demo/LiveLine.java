package dev.tektite.examples.demo;

import java.io.PrintStream;

/// One line of progress: rewritten in place on a terminal, else a plain line once a second.
///
/// *One thread at a time.*
final class LiveLine {
  private static final String CLEAR = "\r\u001b[2K";
  private static final long PLAIN_NANOS = 1_000_000_000L;

  private final PrintStream out;
  private final boolean onTerminal;
  private boolean shown;
  private long lastPlain = System.nanoTime();

  LiveLine(PrintStream out, boolean onTerminal) {
    this.out = out;
    this.onTerminal = onTerminal;
  }

  /// On the standard output of this process.
  @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again where there is no terminal
  static LiveLine onStandardOutput() {
    var console = System.console();
    boolean terminal = console != null && console.isTerminal();
    return new LiveLine(System.out, terminal && !"dumb".equals(System.getenv("TERM")));
  }

  /// Shows how things stand; without a terminal, at most once a second.
  void show(String text) {
    if (onTerminal) {
      out.print(CLEAR + "  " + text);
      out.flush();
      shown = true;
    } else if (System.nanoTime() - lastPlain >= PLAIN_NANOS) {
      lastPlain = System.nanoTime();
      out.println("  " + text);
    }
  }

  /// Makes room for other output.
  void clear() {
    if (shown) {
      out.print(CLEAR);
      out.flush();
      shown = false;
    }
  }
}
