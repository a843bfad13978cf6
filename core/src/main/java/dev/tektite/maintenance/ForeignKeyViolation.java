package dev.tektite.maintenance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A row that refers to one that does not exist.
///
/// *Immutable.*
///
/// @param table the table that has the row
/// @param rowid the row, or `null` in a table `WITHOUT ROWID`
/// @param parent the table that has no such row, or does not exist
/// @param constraint which of the table's foreign keys, by the `id` in `pragma foreign_key_list`
/// @param columns the columns of the table that make up that foreign key
public record ForeignKeyViolation(
    String table, @Nullable Long rowid, String parent, int constraint, List<String> columns) {
  /// Copies the columns.
  public ForeignKeyViolation {
    columns = List.copyOf(columns);
  }
}
