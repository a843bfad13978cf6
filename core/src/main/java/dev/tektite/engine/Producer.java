package dev.tektite.engine;

import java.util.concurrent.locks.Condition;

/// Somebody who waits in line for room in the submit queue.
///
/// *One thread at a time:* who has the queue's lock.
final class Producer {
  final Submitted<?> block;
  final Condition called;

  /// Whether the block has been queued.
  boolean served;

  Producer(Submitted<?> block, Condition called) {
    this.block = block;
    this.called = called;
  }
}
