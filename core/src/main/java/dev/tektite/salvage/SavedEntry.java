package dev.tektite.salvage;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A line of `sqlite_schema` that could be read.
record SavedEntry(String type, String name, String table, int root, String sql) {
  private static final int FIELDS = 5;

  /// The line in a row, or `null` if it makes no sense.
  static @Nullable SavedEntry of(StoredRow row) {
    List<@Nullable Object> fields = row.fields();
    if (fields.size() == FIELDS
        && fields.get(0) instanceof String type
        && fields.get(1) instanceof String name
        && fields.get(2) instanceof String table) {
      int root = fields.get(3) instanceof Long number ? number.intValue() : 0;
      String sql = fields.get(4) instanceof String text ? text : "";
      return new SavedEntry(type, name, table, root, sql);
    }
    return null;
  }

  boolean isTable() {
    return type.equals("table");
  }

  boolean isVirtual() {
    return isTable() && sql.toLowerCase(Locale.ROOT).startsWith("create virtual");
  }

  /// Whether it is one of SQLite's own.
  boolean isInternal() {
    return name.regionMatches(true, 0, "sqlite_", 0, 7);
  }
}
