package dev.tektite.schema;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A column that is to be added to a table.
///
/// *Immutable.*
///
/// @param name any name
/// @param type the declared type, such as `text` or `numeric(10, 2)`; empty for none
/// @param isNotNull whether NULL is refused; SQLite then asks for a default other than NULL
/// @param defaultSql the default as SQL, which is trusted, or `null`; [Identifier#literal(String)]
///   makes it of a text
public record ColumnDefinition(
    String name, String type, boolean isNotNull, @Nullable String defaultSql) {
  private static final Pattern TYPE =
      Pattern.compile("(\\w+( +\\w+)*( *\\( *[+-]?[\\w.]+( *, *[+-]?[\\w.]+)? *\\))?)?");

  /// Checks the name and the type.
  ///
  /// @throws IllegalArgumentException if the name is empty, or the type is more than words with up
  ///   to two numbers in parentheses
  public ColumnDefinition {
    Identifier.quote(name);
    if (!TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException(
          "<%s> is no type of a column: give words, such as text or numeric(10, 2), and what else"
                  .formatted(type)
              + " belongs to the column by its own method");
    }
  }

  /// A column that may be NULL and has no default.
  public static ColumnDefinition of(String name, String type) {
    return new ColumnDefinition(name, type, false, null);
  }

  /// The same column, refusing NULL.
  public ColumnDefinition notNull() {
    return new ColumnDefinition(name, type, true, defaultSql);
  }

  /// The same column with a default.
  ///
  /// @param sql trusted: an expression of SQL, such as `0`, `'unknown'` or `(1 + 2)`
  public ColumnDefinition defaultSql(String sql) {
    return new ColumnDefinition(name, type, isNotNull, sql);
  }

  /// The definition as SQL: `"email" TEXT NOT NULL DEFAULT 'unknown'`.
  public String sql() {
    return Identifier.quote(name)
        + (type.isEmpty() ? "" : " " + type)
        + (isNotNull ? " NOT NULL" : "")
        + (defaultSql == null ? "" : " DEFAULT " + defaultSql);
  }
}
