/// Tables from and to text files: CSV and NDJSON.
///
/// The entry types are [dev.tektite.transfer.TableImport] and [dev.tektite.transfer.TableExport].
/// The package may use the exported packages of `dev.tektite`, a parser of CSV and one of JSON. Its
/// invariant: memory is bounded by a row, or by a chunk where one is asked for.
///
/// ## What becomes of values
///
/// | in the database | in CSV | in NDJSON |
/// |---|---|---|
/// | NULL | nothing: `a,,b` | `null`, or no such key |
/// | INTEGER | its digits | a number |
/// | REAL | its digits; infinity is `9e999` | a number; infinity is refused |
/// | TEXT | the text, in quotes where it needs them; the empty text is `""` | a string |
/// | BLOB | Base64 | Base64 in a string |
///
/// On the way back, the column decides: what comes from CSV is text, of which a column that is
/// declared as a number makes one ([type
/// affinity](https://www.sqlite.org/datatype3.html#type_affinity)). Columns that are declared
/// `blob` take Base64. `true` and `false` of JSON become 1 and 0, objects and arrays their own
/// text.
@org.jspecify.annotations.NullMarked
package dev.tektite.transfer;
