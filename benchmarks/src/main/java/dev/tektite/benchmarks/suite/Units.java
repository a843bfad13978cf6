package dev.tektite.benchmarks.suite;

import java.util.Locale;

/// Numbers as the report writes them: three significant digits and a unit.
public final class Units {

  private Units() {}

  public static String rate(double perSecond) {
    if (perSecond >= 999_500) {
      return digits(perSecond / 1e6) + "M/s";
    }
    return perSecond >= 999.5 ? digits(perSecond / 1e3) + "k/s" : digits(perSecond) + "/s";
  }

  public static String time(double nanos) {
    if (nanos >= 999_500) {
      return digits(nanos / 1e6) + "ms";
    }
    return nanos >= 999.5 ? digits(nanos / 1e3) + "us" : digits(nanos) + "ns";
  }

  public static String micros(double nanos) {
    return digits(nanos / 1e3) + "us";
  }

  public static String ratio(double ratio) {
    return String.format(
        Locale.ROOT, ratio >= 99.95 ? "%.0f" : ratio >= 9.995 ? "%.1f" : "%.2f", ratio);
  }

  private static String digits(double value) {
    return String.format(
        Locale.ROOT, value >= 99.95 ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f", value);
  }
}
