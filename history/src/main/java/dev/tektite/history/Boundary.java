package dev.tektite.history;

import dev.tektite.sql.ReadTx;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The key of the first version of a record that stays; all before it go.
///
/// *Immutable.*
record Boundary(long name, long at, long seq) {
  private static final Instant FIRST = Micros.instant(Long.MIN_VALUE);

  /// Where a rule draws the line for a record.
  ///
  /// @return `null` if nothing is before it
  static @Nullable Boundary of(ReadTx tx, Cuts cuts, Keep rule, long name, Instant now) {
    Boundary line = new Boundary(name, Long.MIN_VALUE, 0);
    if (rule.age() != null) {
      Instant cutoff = cutoff(now, rule);
      line = line.orLater(new Boundary(name, Micros.of(cutoff), 0));
    }
    if (rule.count() == 0) {
      line = new Boundary(name, Long.MAX_VALUE, Long.MAX_VALUE);
    } else if (rule.count() < Long.MAX_VALUE) {
      line = line.orLater(cuts.nthNewest(tx, name, rule.count()));
    }
    if (rule.bytes() < Long.MAX_VALUE) {
      line = line.orLater(cuts.lastWithin(tx, name, rule.bytes()));
    }
    return cuts.hasBefore(tx, line) ? line : null;
  }

  /// A time before all that can be stored means: nothing is that old.
  private static Instant cutoff(Instant now, Keep rule) {
    try {
      Instant cutoff = now.minus(rule.age());
      return cutoff.isBefore(FIRST) ? FIRST : cutoff;
    } catch (ArithmeticException | java.time.DateTimeException e) {
      return FIRST;
    }
  }

  private Boundary orLater(@Nullable Boundary other) {
    if (other == null) {
      return this;
    }
    int order = Long.compare(at, other.at);
    return order < 0 || order == 0 && seq < other.seq ? other : this;
  }
}
