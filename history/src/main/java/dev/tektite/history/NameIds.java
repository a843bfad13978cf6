package dev.tektite.history;

import java.util.HashMap;
import java.util.Map;

/// The numbers of names that are known to be stored, as of a generation of the names: when a name
/// is removed, the next generation begins, and all that was known is forgotten.
///
/// *One thread at a time.*
final class NameIds {
  private static final int MOST = 200_000;

  private final Map<String, Long> known = new HashMap<>();
  private long generation = -1;

  /// What is known in a generation; not to be changed.
  Map<String, Long> at(long current) {
    return current == generation ? known : Map.of();
  }

  /// Learns what a commit has stored.
  void learn(long current, Map<String, Long> ids) {
    if (current != generation || known.size() > MOST) {
      known.clear();
      generation = current;
    }
    known.putAll(ids);
  }
}
