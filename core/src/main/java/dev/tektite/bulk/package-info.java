/// Many rows at once: in, by batches of any length; out, by key in chunks; and as lists in
/// questions.
///
/// The entry types are [dev.tektite.bulk.BulkInsert], [dev.tektite.bulk.KeyedRead] and
/// [dev.tektite.bulk.JsonList]. The package may use `dev.tektite.schema` and what is below. Its
/// invariant: memory is bounded by a chunk, however many rows there are.
@org.jspecify.annotations.NullMarked
package dev.tektite.bulk;
