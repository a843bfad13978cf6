/// What a database consists of, and careful changes to it.
///
/// The entry types are [dev.tektite.schema.Schema], which reads everything as values,
/// [dev.tektite.schema.Exists] and [dev.tektite.schema.Ddl]. The package may use `dev.tektite.sql`
/// and `dev.tektite.sqlite`. Its invariant: a name that it is given becomes SQL only in quotes.
@org.jspecify.annotations.NullMarked
package dev.tektite.schema;
