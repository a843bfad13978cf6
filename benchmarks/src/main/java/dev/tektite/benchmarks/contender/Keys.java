package dev.tektite.benchmarks.contender;

/// The ids that are read, in an order that looks random and is the same for every contender. *One
/// thread at a time.*
public final class Keys {

  private long state;

  /// @param seed 1 for the first thread, 2 for the second
  public Keys(long seed) {
    this.state = seed;
  }

  /// The next id, 1 to [Stored#ITEMS].
  public long next() {
    state = state * 6364136223846793005L + 1442695040888963407L;
    return 1 + (state >>> 33) % Stored.ITEMS;
  }
}
