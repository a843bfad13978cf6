package dev.tektite.benchmarks.suite;

import java.util.Locale;

/// Who takes part.
public enum Contender {
  TEKTITE,
  C,
  PEER;

  /// The name in the report.
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}
