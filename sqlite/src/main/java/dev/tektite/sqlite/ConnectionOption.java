package dev.tektite.sqlite;

/// What can be switched on and off for each connection
/// ([c_dbconfig_defensive](https://www.sqlite.org/c3ref/c_dbconfig_defensive.html)).
///
/// *Immutable.*
public enum ConnectionOption {
  /// Foreign keys are enforced.
  FOREIGN_KEYS(1002),
  /// Triggers run.
  TRIGGERS(1003),
  /// Views can be used.
  VIEWS(1015),
  /// Closing the last connection runs no checkpoint.
  NO_CHECKPOINT_ON_CLOSE(1006),
  /// Plans do not depend on the values of parameters.
  STABLE_PLANS(1007),
  /// SQL that could damage the file is refused, such as writing to shadow tables.
  DEFENSIVE(1010),
  /// `sqlite_schema` can be written.
  WRITABLE_SCHEMA(1011),
  /// `ALTER TABLE` does not look into triggers and views.
  LEGACY_ALTER_TABLE(1012),
  /// The schema may call functions that are not known to be harmless.
  TRUSTED_SCHEMA(1017),
  /// Results without `ORDER BY` come in reverse, which finds tests that rely on their order.
  REVERSE_SCAN_ORDER(1019),
  /// `ATTACH` may create files.
  ATTACH_CREATES(1020),
  /// `ATTACH` may open files for writing.
  ATTACH_WRITES(1021);

  final int code;

  ConnectionOption(int code) {
    this.code = code;
  }
}
