package dev.tektite.maintenance;

/// How closely an integrity check looks.
///
/// *Immutable.*
public enum CheckDepth {
  /// Everything but whether the indexes say the same as their tables, and `UNIQUE`: a small part of
  /// the time ([quick_check](https://www.sqlite.org/pragma.html#pragma_quick_check)).
  QUICK("quick_check"),
  /// Everything ([integrity_check](https://www.sqlite.org/pragma.html#pragma_integrity_check)).
  FULL("integrity_check");

  private final String pragma;

  CheckDepth(String pragma) {
    this.pragma = pragma;
  }

  /// The pragma that SQLite has for it.
  public String pragma() {
    return pragma;
  }
}
