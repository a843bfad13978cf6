package dev.tektite.testkit;

import dev.tektite.Database;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests a database, and fails those that leave something behind.
///
/// For plain tests on a file with a write-ahead log: `@ExtendWith(DatabaseExtension.class)` on the
/// class. [EveryDatabase] uses it for the other kinds. It resolves parameters of the types
/// [Database], [TestDatabases], [DatabaseMode] and [Steps].
///
/// *Immutable.*
public final class DatabaseExtension implements ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(DatabaseExtension.class);

  private final DatabaseMode mode;
  private final boolean ofOneRun;

  /// For tests on a file with a write-ahead log.
  public DatabaseExtension() {
    this(DatabaseMode.FILE);
  }

  /// For tests on one kind of database. It leaves those to [EveryDatabase] that are marked with it.
  public DatabaseExtension(DatabaseMode mode) {
    this(mode, false);
  }

  /// @param ofOneRun whether it serves one run of a test that is marked with [EveryDatabase]
  DatabaseExtension(DatabaseMode mode, boolean ofOneRun) {
    this.mode = mode;
    this.ofOneRun = ofOneRun;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    if (!ofOneRun && context.getRequiredTestMethod().isAnnotationPresent(EveryDatabase.class)) {
      return false;
    }
    Class<?> type = parameter.getParameter().getType();
    return type == Database.class
        || type == TestDatabases.class
        || type == DatabaseMode.class
        || type == Steps.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == DatabaseMode.class) {
      return mode;
    }
    Fixture fixture = fixture(context);
    if (type == Steps.class) {
      return fixture.steps;
    }
    return type == TestDatabases.class ? fixture.databases : fixture.database();
  }

  private Fixture fixture(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(Fixture.class, key -> new Fixture(mode), Fixture.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Fixture fixture = context.getStore(NAMESPACE).remove(Fixture.class, Fixture.class);
    if (fixture != null) {
      fixture.end();
    }
  }

  /// What one test was given.
  private static final class Fixture {
    final TestDatabases databases;
    final Steps steps = new Steps();

    Fixture(DatabaseMode mode) {
      databases = new TestDatabases(mode);
    }

    Database database() {
      return databases.isEmpty() ? databases.open() : databases.latest();
    }

    /// Threads end first: what they still hold is no leak.
    void end() {
      try (databases) {
        steps.close();
      }
    }
  }
}
