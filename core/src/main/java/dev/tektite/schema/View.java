package dev.tektite.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A view.
///
/// *Immutable.*
///
/// @param name as it was created
/// @param columns in order; empty if the view is broken: it names what is not there
/// @param triggers by name
/// @param sql the statement that creates it
public record View(String name, List<Column> columns, List<Trigger> triggers, String sql) {

  /// The column of this name, whatever the case, or `null`.
  public @Nullable Column column(String name) {
    return SchemaReader.byName(columns, Column::name, name);
  }
}
