/// The words inside a block: transactions, queries, results, rows.
///
/// The entry types are [dev.tektite.sql.ReadTx] and [dev.tektite.sql.WriteTx]. The package may use
/// `dev.tektite.sqlite` only. Its invariant: nothing that a block was given works after the block.
@org.jspecify.annotations.NullMarked
package dev.tektite.sql;
