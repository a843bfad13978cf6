package dev.tektite.testkit;

import dev.tektite.Database;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/// Assertions about what a database holds. Each looks at the newest commit.
///
/// *One thread at a time.*
public final class DatabaseAssert extends AbstractAssert<DatabaseAssert, Database> {
  DatabaseAssert(Database actual) {
    super(actual, DatabaseAssert.class);
  }

  /// Goes on to a table or view.
  public TableAssert table(String name) {
    isNotNull();
    return new TableAssert(actual, name);
  }

  /// Passes if `pragma integrity_check` and `pragma foreign_key_check` find nothing.
  public DatabaseAssert isHealthy() {
    isNotNull();
    List<String> problems = actual.read(Health::problems);
    if (!problems.isEmpty()) {
      failWithMessage("Expected %s to be healthy, but: %s", actual.path(), problems);
    }
    return this;
  }
}
