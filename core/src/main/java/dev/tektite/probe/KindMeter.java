package dev.tektite.probe;

import dev.tektite.observe.BlockEvent;
import dev.tektite.observe.BlockMetrics;
import dev.tektite.observe.BlockOutcome;
import java.util.concurrent.atomic.LongAdder;

/// Counts the blocks of one kind and keeps their durations.
///
/// *Safe for any number of threads.*
final class KindMeter {
  private final LongAdder done = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder vetoed = new LongAdder();
  private final LongAdder reruns = new LongAdder();
  private final LongAdder rowsRead = new LongAdder();
  private final LongAdder rowsChanged = new LongAdder();
  private final Durations wait = new Durations();
  private final Durations run = new Durations();
  private final Durations commit = new Durations();

  void note(BlockEvent event) {
    if (event.outcome() == BlockOutcome.VETOED) {
      vetoed.increment();
      return;
    }
    (event.outcome() == BlockOutcome.DONE ? done : failed).increment();
    rowsRead.add(event.rowsRead());
    rowsChanged.add(event.rowsChanged());
    wait.note(event.waited());
    if (event.runs() > 0) {
      reruns.add(event.runs() - 1L);
      run.note(event.ran());
    }
    if (event.outcome() == BlockOutcome.DONE) {
      commit.note(event.committed());
    }
  }

  BlockMetrics metrics() {
    return new BlockMetrics(
        done.sum(),
        failed.sum(),
        vetoed.sum(),
        reruns.sum(),
        rowsRead.sum(),
        rowsChanged.sum(),
        wait.latency(),
        run.latency(),
        commit.latency());
  }
}
