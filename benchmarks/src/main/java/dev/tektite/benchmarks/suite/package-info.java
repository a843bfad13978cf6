/// What is measured: the cases, their targets, and the figures that come of them.
///
/// Entry type: [dev.tektite.benchmarks.suite.Suite]. Values only: nothing here starts anything.
@NullMarked
package dev.tektite.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
