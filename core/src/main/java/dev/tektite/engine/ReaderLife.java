package dev.tektite.engine;

import dev.tektite.wal.WalPolicy;
import java.time.Duration;

/// How long the connection of a reader serves before a fresh one takes its place.
///
/// *Immutable.*
///
/// @param blocks it goes after the first block beyond these
/// @param nanos it goes after the first block that begins when it is older
record ReaderLife(long blocks, long nanos) {
  static ReaderLife of(WalPolicy policy) {
    Duration age = policy.recycleAge();
    return new ReaderLife(policy.recycleBlocks(), age == null ? Long.MAX_VALUE : Nanos.of(age));
  }
}
