/// The log of a database as values: what the keeper is to do with it, and how it stands.
///
/// The entry type is [dev.tektite.wal.WalPolicy]. The package may use `dev.tektite.sqlite`. Its
/// invariant: nothing in it touches a file.
@org.jspecify.annotations.NullMarked
package dev.tektite.wal;
