/// Behaviours that applications know from other SQLite pools and may rely on here too: one class
/// for each of them.
@org.jspecify.annotations.NullMarked
package dev.tektite.tests.peers;
