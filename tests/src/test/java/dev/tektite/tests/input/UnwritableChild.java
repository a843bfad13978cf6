package dev.tektite.tests.input;

import dev.tektite.Database;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.process.ParentJvm;
import java.nio.file.Path;

/// Opens a database that it must not write, reads, tries to write, and tells what came of it.
final class UnwritableChild {
  private UnwritableChild() {}

  public static void main(String[] arguments) {
    ParentJvm.connect().send(use(Path.of(arguments[0])).replace('\n', ' '));
  }

  private static String use(Path file) {
    try (Database db = Database.open(file)) {
      long rows = db.read(tx -> tx.query("select count(*) from t").asLong().one());
      return rows + " rows, then " + write(db);
    } catch (RuntimeException e) {
      return "not opened, " + describe(e);
    }
  }

  private static String write(Database db) {
    try {
      db.write(tx -> tx.execute("delete from t"));
      return "written";
    } catch (DatabaseException e) {
      return describe(e);
    }
  }

  private static String describe(RuntimeException failure) {
    return failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }
}
