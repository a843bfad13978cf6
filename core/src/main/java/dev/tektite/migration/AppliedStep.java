package dev.tektite.migration;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A step that a database has had, as its history tells.
///
/// *Immutable.*
///
/// @param version the version to which it led
/// @param kind where it stood
/// @param description what it was for, or empty text
/// @param checksum the SHA-256 of its script, or `null` for a step in Java
/// @param script its script, or `null` for a step in Java and for scripts that are too long to be
///   kept
/// @param appliedAt when, in milliseconds
/// @param duration how long it took, in microseconds
/// @param adopted whether it was not run, but found to have been done before there was a history
/// @param application the name of the application that ran it, or `null` if it had none
public record AppliedStep(
    Version version,
    Step.Kind kind,
    String description,
    @Nullable String checksum,
    @Nullable String script,
    Instant appliedAt,
    Duration duration,
    boolean adopted,
    @Nullable String application) {
  /// The version and the description: `1.1.0 (add email)`.
  @Override
  public String toString() {
    return description.isEmpty() ? version.toString() : "%s (%s)".formatted(version, description);
  }
}
