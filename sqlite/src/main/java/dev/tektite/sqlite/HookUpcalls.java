package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.Upcalls;
import java.lang.invoke.MethodHandles;

/// Where C calls for hooks arrive.
///
/// What a hook throws is caught further in; what is caught here is a lack of memory on the way.
final class HookUpcalls {
  private static final MethodHandles.Lookup HERE = MethodHandles.lookup();

  static final long AUTHORIZE =
      Upcalls.stub(
          HERE,
          "authorize",
          int.class,
          long.class,
          int.class,
          long.class,
          long.class,
          long.class,
          long.class);
  static final long UPDATE =
      Upcalls.stub(
          HERE, "update", void.class, long.class, int.class, long.class, long.class, long.class);
  static final long PREUPDATE =
      Upcalls.stub(
          HERE,
          "preupdate",
          void.class,
          long.class,
          long.class,
          int.class,
          long.class,
          long.class,
          long.class,
          long.class);
  static final long COMMIT = Upcalls.stub(HERE, "commit", int.class, long.class);
  static final long ROLLBACK = Upcalls.stub(HERE, "rollback", void.class, long.class);
  static final long WAL =
      Upcalls.stub(HERE, "wal", int.class, long.class, long.class, long.class, int.class);
  static final long PROGRESS = Upcalls.stub(HERE, "progress", int.class, long.class);
  static final long TRACE =
      Upcalls.stub(HERE, "trace", int.class, int.class, long.class, long.class, long.class);

  private static final int FAILED = 1;

  private HookUpcalls() {}

  private interface Question {
    int put(HookTargets targets);
  }

  private static int ask(long number, Question question) {
    try {
      HookTargets targets = Registrations.find(number, HookTargets.class);
      return targets == null ? 0 : question.put(targets);
    } catch (Throwable e) {
      return FAILED;
    }
  }

  static int authorize(long number, int code, long first, long second, long schema, long within) {
    return ask(number, targets -> targets.authorize(code, first, second, schema, within));
  }

  static void update(long number, int code, long schema, long table, long rowid) {
    ask(
        number,
        targets -> {
          targets.updated(code, schema, table, rowid);
          return 0;
        });
  }

  static void preupdate(
      long number,
      long connection,
      int code,
      long schema,
      long table,
      long oldRowid,
      long newRowid) {
    ask(
        number,
        targets -> {
          targets.updating(code, schema, table, oldRowid, newRowid);
          return 0;
        });
  }

  static int commit(long number) {
    return ask(number, HookTargets::committing);
  }

  static void rollback(long number) {
    ask(
        number,
        targets -> {
          targets.rolledBack();
          return 0;
        });
  }

  static int wal(long number, long connection, long schema, int frames) {
    return ask(number, targets -> targets.logged(schema, frames));
  }

  static int progress(long number) {
    return ask(number, HookTargets::progressed);
  }

  static int trace(int event, long number, long statement, long detail) {
    return ask(number, targets -> targets.traced(event, statement, detail));
  }
}
