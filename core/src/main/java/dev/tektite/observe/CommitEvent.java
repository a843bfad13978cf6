package dev.tektite.observe;

import java.util.Set;

/// A commit that has been stored.
///
/// *Immutable.*
///
/// @param sequence which commit of this open database it is, from 1 on, without gaps
/// @param blocks how many blocks share it
/// @param tables the tables that it may have changed, as statements name them, those of triggers
///   and foreign keys included; the tables of attached files with the name of their schema before a
///   dot. Their rows may be the same as before, if what was changed was changed back
/// @param schemaChanged whether tables, indexes, views or triggers have come, gone or changed
/// @param complete whether all of it is known; `false` if a block had begun before anybody listened
public record CommitEvent(
    long sequence, int blocks, Set<String> tables, boolean schemaChanged, boolean complete) {
  /// Copies the tables.
  public CommitEvent {
    tables = Set.copyOf(tables);
  }

  /// Whether it may have changed one of these tables.
  public boolean mayConcern(Set<String> others) {
    return schemaChanged || !complete || tables.stream().anyMatch(others::contains);
  }
}
