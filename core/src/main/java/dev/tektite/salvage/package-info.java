/// How damaged files are looked at, saved page by page, and thrown away.
///
/// It reads the [file format](https://www.sqlite.org/fileformat2.html) itself where SQLite cannot.
/// The package may use `dev.tektite.copy`, `dev.tektite.recovery`, `dev.tektite.schema` and what is
/// below. Its invariant: a damaged file is only read.
@org.jspecify.annotations.NullMarked
package dev.tektite.salvage;
