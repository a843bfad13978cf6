package dev.tektite.testkit;

import dev.tektite.Database;

/// The entry to assertions about databases: `assertThat(db).table("account").hasRows(2)`.
///
/// *Safe for any number of threads.*
public final class DatabaseAssertions {
  private DatabaseAssertions() {}

  /// Begins an assertion about what a database holds.
  public static DatabaseAssert assertThat(Database database) {
    return new DatabaseAssert(database);
  }
}
