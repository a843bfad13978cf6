/// What the contenders' processes have in common: the rows, the keys, the clock, the crowd of
/// threads, and the line protocol.
///
/// Entry type: [dev.tektite.benchmarks.contender.Server]. Nothing here knows a database library, so
/// that no contender gets help from it.
@NullMarked
package dev.tektite.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
