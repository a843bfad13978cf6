package dev.tektite.tests.cancel;

import java.util.List;

/// What came of a load with stops.
///
/// @param stopped blocks that ended because they were stopped, whose time was taken
/// @param unharmed blocks that nobody stopped, which all succeeded if there are no mistakes
/// @param mistakes in words: neighbours that were hit, blocks that were not stopped, rows too many
///   or too few
/// @param elapsed how long the stops took, in milliseconds
/// @param excess the same less what the machine itself was late, see [Findings#excess]
/// @param earliest by how much at most a block was stopped before its limit had passed, in
///   milliseconds
/// @param machineLate by how much the machine was late at worst, in milliseconds
public record CancelReport(
    long stopped,
    long unharmed,
    List<String> mistakes,
    Spread elapsed,
    Spread excess,
    double earliest,
    double machineLate) {
  /// How long a stop may take, by the guarantee.
  private static final double LONGEST_MILLIS = 50;

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
    return new CancelReport(
        findings.stops.size(),
        findings.unharmed.get(),
        List.copyOf(findings.mistakes),
        Spread.of(findings.elapsed()),
        Spread.of(findings.excess(pulse)),
        earliest / 1e6,
        pulse.worst() / 1e6);
  }

  /// Requires that no neighbour was hit, and that the right ones were stopped in time.
  ///
  /// @throws AssertionError if not, with all figures
  public void requireHeld() {
    if (!mistakes.isEmpty()) {
      throw new AssertionError(this + ":\n" + String.join("\n", mistakes));
    }
    if (excess.p99 > LONGEST_MILLIS || excess.most > LONGEST_EVER_MILLIS) {
      throw new AssertionError("Stops took too long: " + this);
    }
  }

  @Override
  public String toString() {
    return ("%d blocks stopped (%s; less what the machine was late: %s; at most %.1f ms before the"
            + " limit), %d unharmed, %d mistakes; the machine was late by up to %.1f ms")
        .formatted(stopped, elapsed, excess, earliest, unharmed, mistakes.size(), machineLate);
  }
}
