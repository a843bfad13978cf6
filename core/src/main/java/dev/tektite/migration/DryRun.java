package dev.tektite.migration;

import dev.tektite.schema.SchemaDifference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a migration has done to a copy of the database, which is gone again; the database itself
/// was only read.
///
/// *Immutable.*
///
/// @param from the version of the database, [Version#NONE] for a new one
/// @param steps the steps that were run, in order, with what they took; none if it failed
/// @param schemaDifference what became of the schema
/// @param foreignKeyViolations the first ten rows of the result that point to rows that are not
///   there, one phrase for each
/// @param integrityProblems what `pragma integrity_check` finds in the result; empty if all is well
/// @param failure why it failed, or `null` if it did not
public record DryRun(
    Version from,
    List<AppliedStep> steps,
    SchemaDifference schemaDifference,
    List<String> foreignKeyViolations,
    List<String> integrityProblems,
    @Nullable RuntimeException failure) {
  /// Whether the database can be migrated, to a sound one.
  public boolean succeeds() {
    return failure == null && foreignKeyViolations.isEmpty() && integrityProblems.isEmpty();
  }
}
