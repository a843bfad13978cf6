package dev.tektite.tests.soak;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// One run of a soak: its time, its seed, its folder, its line of progress.
///
/// *One thread at a time.*
public final class Run {
  private final long startedAt = System.nanoTime();
  private final long seconds;
  private final boolean isTimed;
  private final long seed;
  private final long gigabytes;
  private final Path folder;
  private final PrintStream out;
  private long shownAt = -1;

  Run(Arguments arguments, Path folder, PrintStream out) {
    this.isTimed = arguments.seconds() > 0;
    this.seconds = arguments.seconds();
    this.seed = arguments.seed();
    this.gigabytes = arguments.gigabytes();
    this.folder = folder;
    this.out = out;
  }

  /// Whether it was said how long to run; if not, one full course is meant.
  public boolean isTimed() {
    return isTimed;
  }

  /// For how many seconds to run, or 0 for one full course.
  public long seconds() {
    return seconds;
  }

  /// Whether there is time left; never, if no time was given.
  public boolean hasTime() {
    return isTimed && elapsed() < seconds;
  }

  private long elapsed() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedAt);
  }

  /// What decides the course, as far as it can be decided.
  public long seed() {
    return seed;
  }

  /// How large a database was asked for, in gigabytes.
  ///
  /// @param otherwise if nothing was said
  public long gigabytes(long otherwise) {
    return gigabytes > 0 ? gigabytes : otherwise;
  }

  /// An empty folder, which is removed at the end unless a guarantee did not hold.
  public Path folder() {
    return folder;
  }

  /// Shows how far it has come, at most once a second.
  public void progress(Object state) {
    long now = elapsed();
    if (now != shownAt) {
      shownAt = now;
      out.printf("%5d s  %s%n", now, state);
    }
  }
}
