package dev.tektite.benchmarks.suite;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of the report. *Immutable.*
///
/// @param name the case, as on the command line
/// @param work what is done, in a few words
/// @param measure what counts
/// @param durable whether each commit is flushed to the disk
/// @param contenders who does it, in the order of the first round
/// @param targetVsC how many times faster than C it should be, or null
/// @param targetVsPeer how many times faster than the peer it should be, or null
public record BenchmarkCase(
    String name,
    String work,
    Measure measure,
    boolean durable,
    List<Contender> contenders,
    @Nullable Double targetVsC,
    @Nullable Double targetVsPeer) {

  public BenchmarkCase {
    contenders = List.copyOf(contenders);
  }
}
