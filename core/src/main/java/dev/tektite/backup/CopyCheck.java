package dev.tektite.backup;

/// How closely a copy is looked at before it gets its name.
///
/// *Immutable.*
public enum CopyCheck {
  /// Only that it opens and has as many pages as were copied.
  NONE("select 'ok'"),
  /// `pragma quick_check`: reads every page of every table, but does not compare indexes with
  /// tables.
  QUICK("pragma quick_check(10)"),
  /// `pragma integrity_check`: compares indexes with tables as well, which takes several times as
  /// long.
  FULL("pragma integrity_check(10)");

  private final String sql;

  CopyCheck(String sql) {
    this.sql = sql;
  }

  /// The statement that checks: its one row is `ok`, or its rows are what is wrong.
  public String sql() {
    return sql;
  }
}
