package dev.tektite.migration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The database cannot be brought to the version that the application needs; it is as it was.
///
/// Either the steps of the application and those that the database has had do not fit together, or
/// the rows would not, which [#problems()] tells; or a step failed, which is the cause then.
///
/// *Immutable.*
public final class MigrationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  private MigrationException(String message, List<String> problems, @Nullable Throwable cause) {
    super(message, cause);
    this.problems = List.copyOf(problems);
  }

  static MigrationException failed(String message, Throwable cause) {
    return new MigrationException(message, List.of(), cause);
  }

  static MigrationException refused(String message, List<String> problems) {
    return new MigrationException(message + String.join("; ", problems), problems, null);
  }

  /// What does not fit together, one sentence for each; empty if a step failed.
  public List<String> problems() {
    return problems;
  }
}
