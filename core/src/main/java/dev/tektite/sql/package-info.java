/// The words inside a block: transactions, queries, results, rows.
///
/// The entry types are [dev.tektite.sql.ReadTx] and [dev.tektite.sql.WriteTx]. The package may use
/// `dev.tektite.sqlite` only. Its invariant: nothing that a block was given works after the block.
///
/// ## What is stored how
///
/// These types, and no others, are taken as parameters, as components of records, by
/// [dev.tektite.sql.Row#value(int, Class)] and by [dev.tektite.sql.Query#into(Class)]. Each value
/// comes back exactly as it was stored.
///
/// | Java | in SQLite | and |
/// |---|---|---|
/// | `Long`, `Integer`, `Short`, `Byte` | INTEGER | a number that does not fit is refused |
/// | `Boolean` | INTEGER | 1 or 0; any other number is refused |
/// | `Double` | REAL | read from integers too; NaN is refused, -0.0 may become 0.0 |
/// | `Float` | REAL | read from any number and rounded |
/// | `String` | TEXT | read from numbers too; NUL is kept, half of a surrogate pair is refused |
/// | `Character` | TEXT | one `char` |
/// | `byte[]` | BLOB | read from text too, as UTF-8 |
/// | `BigDecimal`, `BigInteger` | TEXT | the digits as by `toString`; read from integers too |
/// | `Instant` | TEXT | `2026-11-20T10:00:00.000000000Z` |
/// | `LocalDateTime` | TEXT | `2026-11-20T10:00:00.000000000` |
/// | `LocalDate` | TEXT | `2026-11-20` |
/// | `LocalTime` | TEXT | `10:00:00.000000000` |
/// | `OffsetDateTime` | TEXT | `2026-11-20T10:00:00.000000000+01:00`, keeps the offset |
/// | `Duration` | TEXT | `PT1H30M` |
/// | `UUID`, `URI` | TEXT | as by `toString`; a UUID has 36 characters |
/// | an enum | TEXT | the name of the constant |
/// | `Object` | | to read only: a `Long`, `Double`, `String` or `byte[]`, as it is stored |
/// | `null` | NULL | for every type but the primitives |
///
/// Dates and times, those with an offset excepted, always have the same number of characters, so
/// that the order of the texts is the order of the times, and SQLite's own date functions
/// understand them. Years run from 0000 to 9999; others are refused. Reading is more lenient: any
/// ISO-8601 form will do, a blank may stand for the `T`, and an instant without an offset is meant
/// in UTC, as in SQLite's `current_timestamp`.
///
/// A column that declares a type changes what is stored in it ([type
/// affinity](https://www.sqlite.org/datatype3.html#type_affinity)): declare columns of `BigDecimal`
/// and `BigInteger` as `text`, since a column of type `decimal` or `integer` makes numbers of the
/// digits, and `1.10` becomes `1.1`. JSON is text. Several values in one parameter are JSON too:
/// `where id in (select value from json_each(?))`.
@org.jspecify.annotations.NullMarked
package dev.tektite.sql;
