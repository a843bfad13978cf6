package dev.tektite.schema;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An index.
///
/// *Immutable.*
///
/// @param name as it was created, or as SQLite named it
/// @param table the table that it is on
/// @param unique whether no two rows may be the same in it
/// @param origin what made it
/// @param parts its key, in order
/// @param where the condition of a partial index as SQL, or `null`
/// @param sql the statement that creates it, or `null` if a constraint did
public record Index(
    String name,
    String table,
    boolean unique,
    IndexOrigin origin,
    List<IndexPart> parts,
    @Nullable String where,
    @Nullable String sql) {

  /// Whether it holds only the rows for which a condition is true.
  public boolean isPartial() {
    return where != null;
  }

  /// The columns of its key, in order; expressions are left out.
  public List<String> columns() {
    return parts.stream().map(IndexPart::column).filter(Objects::nonNull).toList();
  }
}
