/// The cases for which JMH gives more than the harness: what a point read allocates, to the byte.
///
/// Entry type: [dev.tektite.benchmarks.jmh.JmhRun].
@NullMarked
package dev.tektite.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
