package dev.tektite.engine;

import dev.tektite.sqlite.DatabaseException;
import org.jspecify.annotations.Nullable;

/// Exceptions of one thread, told again on another.
final class Failures {
  private Failures() {}

  /// A fresh exception for one block of a group whose commit failed, with the commit's as its
  /// cause.
  static RuntimeException ofGroup(@Nullable Throwable commit) {
    return commit instanceof DatabaseException failure
        ? failure.retold(messageOf(failure))
        : new IllegalStateException("The commit of the group failed", commit);
  }

  private static String messageOf(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }
}
