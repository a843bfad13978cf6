package dev.tektite.block;

import java.util.Set;
import java.util.TreeSet;

/// What blocks may have changed: collected while they run, told when they are stored.
///
/// *One thread at a time:* the thread of the block, then whoever has the turn.
public final class Changes {
  private final Set<String> tables = new TreeSet<>();
  private boolean schema;
  private boolean complete = true;

  /// Adds tables.
  public void addTables(Set<String> names) {
    tables.addAll(names);
  }

  /// Notes that tables, indexes, views or triggers have come, gone or changed.
  public void schemaChanged() {
    schema = true;
  }

  /// Notes that something was changed that nobody can name.
  public void incomplete() {
    complete = false;
  }

  /// Adds what others have changed.
  public void add(Changes others) {
    tables.addAll(others.tables);
    schema |= others.schema;
    complete &= others.complete;
  }

  /// Whether anything may have changed.
  public boolean isAny() {
    return schema || !complete || !tables.isEmpty();
  }

  /// The tables, by name; those of attached files with the name of their schema before a dot.
  public Set<String> tables() {
    return tables;
  }

  /// Whether the schema has changed.
  public boolean isSchema() {
    return schema;
  }

  /// Whether all that was changed is known.
  public boolean isComplete() {
    return complete;
  }
}
