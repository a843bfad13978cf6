/// The harness: starts each contender in a process of its own, lets them work in turn, and prints
/// medians and ratios.
///
/// Entry type: [dev.tektite.benchmarks.Main]. It opens no database itself; it may use the packages
/// of the contenders only for the protocol.
@NullMarked
package dev.tektite.benchmarks;

import org.jspecify.annotations.NullMarked;
