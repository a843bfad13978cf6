package dev.tektite.schema;

import org.jspecify.annotations.Nullable;

/// One part of the key of an index: a column or an expression.
///
/// *Immutable.*
///
/// @param column the column, or `null` for an expression and for the rowid
/// @param sql the column in quotes, or the expression as SQL
/// @param descending whether it is sorted downwards
/// @param collation by which texts are compared, as it was written, such as `BINARY`
public record IndexPart(@Nullable String column, String sql, boolean descending, String collation) {

  /// Whether it is an expression.
  public boolean isExpression() {
    return column == null;
  }
}
