/// The peer: HikariCP and sqlite-jdbc as people use them, tuned as well as their authors would.
///
/// Entry type: [dev.tektite.benchmarks.peer.PeerMain], which runs in a process of its own on files
/// of its own. A block is what JDBC users make of it: borrow a connection, prepare, run, close.
@NullMarked
package dev.tektite.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
