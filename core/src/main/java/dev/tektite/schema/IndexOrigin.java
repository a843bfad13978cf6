package dev.tektite.schema;

/// What made an index.
///
/// *Immutable.*
public enum IndexOrigin {
  /// `CREATE INDEX`.
  CREATED,
  /// A `UNIQUE` of the table; it goes only with the table.
  UNIQUE,
  /// The `PRIMARY KEY` of the table; it goes only with the table.
  PRIMARY_KEY
}
