package dev.tektite.sqlite;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What was opened on a connection and must be closed before it.
///
/// Only what was opened through this binding: SQLite lists the statements of its own virtual tables
/// among the others, and those must not be finalized.
final class Belongings {
  private final Connection connection;

  // All fields below: only by the owner of the connection.
  private final Set<Dependent> dependents = new LinkedHashSet<>(0);
  private @Nullable Statement latestStatement;

  Belongings(Connection connection) {
    this.connection = connection;
  }

  void add(Statement statement) {
    if (statement.leavesWal) {
      connection.walLeavers++;
      connection.walGeneration++;
    }
    Statement former = latestStatement;
    statement.previous = former;
    if (former != null) {
      former.next = statement;
    }
    latestStatement = statement;
  }

  void remove(Statement statement) {
    if (statement.leavesWal) {
      connection.walLeavers--;
    }
    Statement before = statement.previous;
    Statement after = statement.next;
    if (before != null) {
      before.next = after;
    }
    if (after != null) {
      after.previous = before;
    } else {
      latestStatement = before;
    }
    statement.previous = null;
    statement.next = null;
  }

  /// Closes all statements that were taken from a cache and not given back, and all that are under
  /// way.
  void closeUnfinished(StatementCache cache) {
    Statement each = latestStatement;
    while (each != null) {
      Statement before = each.previous;
      if (each.lent || each.isUnderWay()) {
        cache.discard(each);
      }
      each = before;
    }
  }

  void add(Dependent dependent) {
    dependents.add(dependent);
  }

  void remove(Dependent dependent) {
    dependents.remove(dependent);
  }

  /// Whether one of a kind is open.
  boolean has(Class<?> kind) {
    return dependents.stream().map(Dependent::what).anyMatch(kind::isInstance);
  }

  /// Whether statements are under way and none of them writes.
  boolean onlyRead() {
    boolean reads = false;
    for (Statement each = latestStatement; each != null; each = each.previous) {
      if (each.isUnderWay()) {
        if (!each.isReadOnly()) {
          return false;
        }
        reads = true;
      }
    }
    return reads;
  }

  /// Throws if something cannot be closed by this thread.
  void requireCloseable() {
    dependents.forEach(each -> each.requireCloseable().run());
  }

  /// Closes everything, the latest first.
  ///
  /// @return what went wrong, or `null`
  @Nullable RuntimeException close() {
    RuntimeException failure = null;
    List<Dependent> latestFirst = new ArrayList<>(dependents).reversed();
    for (Dependent dependent : latestFirst) {
      try {
        dependent.close().run();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    for (Statement open = latestStatement; open != null; open = latestStatement) {
      open.close();
    }
    return failure;
  }
}
