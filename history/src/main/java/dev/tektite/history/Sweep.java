package dev.tektite.history;

import java.util.List;

/// What one run of a [Retention] has done.
///
/// *Immutable.*
///
/// @param removed how many versions were removed by each rule, in the order of the rules
/// @param names how many records had no version left and lost their name
/// @param chunks how many write blocks it took
/// @param failures what went wrong, in words; the rules behind a failed one were followed all the
///   same
/// @param complete whether it ran to its end; `false` if it was cancelled
public record Sweep(
    List<Long> removed, long names, long chunks, List<String> failures, boolean complete) {
  /// Makes the lists unmodifiable.
  public Sweep {
    removed = List.copyOf(removed);
    failures = List.copyOf(failures);
  }

  /// How many versions were removed in all.
  public long removedVersions() {
    return removed.stream().mapToLong(Long::longValue).sum();
  }
}
