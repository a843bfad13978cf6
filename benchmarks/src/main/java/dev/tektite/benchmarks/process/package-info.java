/// The contenders' processes: how they are built, started, asked in turn, and ended.
///
/// Entry types: [dev.tektite.benchmarks.process.Contenders] and
/// [dev.tektite.benchmarks.process.Rounds]. At any moment at most one contender works.
@NullMarked
package dev.tektite.benchmarks.process;

import org.jspecify.annotations.NullMarked;
