package dev.tektite.observe;

import org.jspecify.annotations.Nullable;

/// A block that is about to begin.
///
/// *Immutable.*
///
/// @param kind what kind of access it is
/// @param label the name that its caller gave it, or `null`
public record BlockStart(BlockKind kind, @Nullable String label) {
  /// The block in words: `write block "transfer"`.
  @Override
  public String toString() {
    String words =
        switch (kind) {
          case READ -> "read block";
          case WRITE -> "write block";
          case SUBMIT -> "submitted block";
          case SNAPSHOT -> "snapshot block";
          case MAINTENANCE -> "maintenance";
        };
    return label == null ? words : words + " \"" + label + "\"";
  }
}
