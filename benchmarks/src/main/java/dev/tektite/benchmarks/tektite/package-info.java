/// Tektite's own contender: the cases as a user of the library would write them.
///
/// Entry type: [dev.tektite.benchmarks.tektite.TektiteMain]. It uses the public API only.
@NullMarked
package dev.tektite.benchmarks.tektite;

import org.jspecify.annotations.NullMarked;
