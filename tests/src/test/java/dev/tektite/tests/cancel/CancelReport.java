package dev.tektite.tests.cancel;

import dev.tektite.tests.load.Pulse;
import java.util.Comparator;
import java.util.List;

/// What came of a load with stops.
///
/// @param stopped blocks that ended because they were stopped, whose time was taken
/// @param unharmed blocks that nobody stopped, which all succeeded if there are no mistakes
/// @param mistakes in words: neighbours that were hit, blocks that were not stopped, rows too many
///   or too few
/// @param elapsed how long the stops took, in milliseconds
/// @param excess the same less what the machine itself was late, see [Findings#excess]
/// @param undisturbed how long those took in whose time the machine was not late
/// @param undisturbedStops how many those are
/// @param earliest by how much at most a block was stopped before its limit had passed, in
///   milliseconds
/// @param inTime which part of the stops took no more than 50 ms, the machine's delays included
/// @param slowest what the slowest of them did
/// @param machineLate by how much the machine was late at worst, in milliseconds
public record CancelReport(
    long stopped,
    long unharmed,
    List<String> mistakes,
    Spread elapsed,
    Spread excess,
    Spread undisturbed,
    long undisturbedStops,
    double earliest,
    double inTime,
    String slowest,
    double machineLate) {
  /// How long a stop may take, by the guarantee.
  private static final double LONGEST_MILLIS = 50;

  /// How many stops tell something about 99 of 100.
  private static final int ENOUGH = 100;

  /// How long one in a hundred may take on a machine whose threads lose their cores.
  private static final double LONGEST_EVER_MILLIS = 1_000;

  /// Some quantiles, in milliseconds.
  public record Spread(double median, double p99, double most) {
    static Spread of(List<Long> sorted) {
      if (sorted.isEmpty()) {
        return new Spread(0, 0, 0);
      }
      int last = sorted.size() - 1;
      return new Spread(
          sorted.get(last / 2) / 1e6,
          sorted.get((int) (last * 0.99)) / 1e6,
          sorted.get(last) / 1e6);
    }

    @Override
    public String toString() {
      return "p50 %.1f ms, p99 %.1f ms, most %.1f ms".formatted(median, p99, most);
    }
  }

  static CancelReport of(Findings findings, Pulse pulse) {
    long earliest =
        findings.stops.stream().mapToLong(stop -> -stop.nanos()).filter(n -> n > 0).max().orElse(0);
    List<Long> undisturbed = findings.undisturbed(pulse);
    long inTime =
        findings.stops.stream().filter(stop -> stop.nanos() <= LONGEST_MILLIS * 1e6).count();
    return new CancelReport(
        findings.stops.size(),
        findings.unharmed.get(),
        List.copyOf(findings.mistakes),
        Spread.of(findings.elapsed()),
        Spread.of(findings.excess(pulse)),
        Spread.of(undisturbed),
        undisturbed.size(),
        earliest / 1e6,
        (double) inTime / Math.max(1, findings.stops.size()),
        findings.stops.stream()
            .max(Comparator.comparingLong(Findings.Stop::nanos))
            .map(stop -> stop.plan().toString())
            .orElse("none"),
        pulse.worst() / 1e6);
  }

  /// Requires that no neighbour was hit, that each endless block was stopped, and that what is
  /// stored is what succeeded.
  ///
  /// @return this
  /// @throws AssertionError if not, with all figures
  public CancelReport requireNoMistakes() {
    if (!mistakes.isEmpty()) {
      throw new AssertionError(this + ":\n" + String.join("\n", mistakes));
    }
    return this;
  }

  /// Whether the blocks were stopped in time: 99 of 100 within 50 ms, of those in whose time the
  /// machine was not late, and all within 1 s. Where it was late nearly always, what it was late is
  /// taken off instead.
  public boolean isInTime() {
    double p99 = undisturbedStops >= ENOUGH ? undisturbed.p99 : excess.p99;
    return p99 <= LONGEST_MILLIS && excess.most <= LONGEST_EVER_MILLIS;
  }

  @Override
  public String toString() {
    return """
    %d blocks stopped: %s; %.1f %% within %.0f ms; at most %.1f ms before the limit
      less what the machine was late: %s
      %d while it was not late: %s
      slowest: %s
      %d unharmed, %d mistakes; the machine was late by up to %.1f ms\
    """
        .formatted(
            stopped,
            elapsed,
            100 * inTime,
            LONGEST_MILLIS,
            earliest,
            excess,
            undisturbedStops,
            undisturbed,
            slowest,
            unharmed,
            mistakes.size(),
            machineLate);
  }
}
