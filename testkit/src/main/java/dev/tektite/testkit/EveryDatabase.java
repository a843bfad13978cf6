package dev.tektite.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/// Marks a test that is run once on each kind of database.
///
/// Its parameters may be a [dev.tektite.Database], which is open and empty, the [TestDatabases],
/// the [DatabaseMode], and [Steps]. After each run the test fails if it has left anything behind;
/// see [TestDatabases].
///
/// ```java
/// @EveryDatabase
/// void readsWhatWasWritten(Database db) { … }
/// ```
///
/// *Immutable.*
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(EveryDatabaseExtension.class)
public @interface EveryDatabase {
  /// The kinds to run on; all, if none is named.
  DatabaseMode[] value() default {};
}
