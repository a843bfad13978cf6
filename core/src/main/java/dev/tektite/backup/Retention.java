package dev.tektite.backup;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Which backups are kept: the newest ones, and of the latest hours, days and weeks the newest
/// each. A backup is kept if any of the four wants it. Hours, days and ISO weeks are those of UTC,
/// and those without a backup do not count.
///
/// *Immutable.*
///
/// @param newest how many of the newest, at least 1
/// @param hours of how many hours one each
/// @param days of how many days one each
/// @param weeks of how many weeks one each
public record Retention(int newest, int hours, int days, int weeks) {
  /// Checks the values.
  public Retention {
    if (newest < 1 || hours < 0 || days < 0 || weeks < 0) {
      throw new IllegalArgumentException(
          "expected newest >= 1, and hours, days and weeks >= 0, but was %d, %d, %d and %d"
              .formatted(newest, hours, days, weeks));
    }
  }

  /// The newest 2, and one for each of 24 hours, 7 days and 4 weeks.
  public static Retention defaults() {
    return new Retention(2, 24, 7, 4);
  }

  /// The newest ones only.
  ///
  /// @param count how many, at least 1
  public static Retention newest(int count) {
    return new Retention(count, 0, 0, 0);
  }

  /// All there are.
  public static Retention all() {
    return newest(Integer.MAX_VALUE);
  }

  /// Those of some moments that are kept.
  public Set<Instant> kept(Collection<Instant> moments) {
    List<Instant> sorted = moments.stream().sorted(Comparator.reverseOrder()).toList();
    Set<Instant> kept = new HashSet<>(sorted.subList(0, Math.min(newest, sorted.size())));
    keepOneEach(sorted, hours, moment -> moment.truncatedTo(ChronoUnit.HOURS), kept);
    keepOneEach(sorted, days, Retention::day, kept);
    keepOneEach(sorted, weeks, Retention::week, kept);
    return kept;
  }

  private static void keepOneEach(
      List<Instant> sorted, int count, Function<Instant, Object> stretch, Set<Instant> kept) {
    Set<Object> seen = new HashSet<>();
    for (Instant moment : sorted) {
      if (seen.size() < count && seen.add(stretch.apply(moment))) {
        kept.add(moment);
      }
    }
  }

  private static LocalDate day(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private static Object week(Instant moment) {
    LocalDate day = day(moment);
    return day.get(IsoFields.WEEK_BASED_YEAR) * 100 + day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
  }
}
