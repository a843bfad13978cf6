package dev.tektite.sqlite;

import static dev.tektite.sqlite.ConflictHandler.Resolution.ABORT;
import static dev.tektite.sqlite.ConflictHandler.Resolution.REPLACE;

import dev.tektite.sqlite.ffm.ChangesetCalls;
import dev.tektite.sqlite.ffm.Memory;
import dev.tektite.sqlite.ffm.Upcalls;
import java.lang.invoke.MethodHandles;
import java.util.Set;

/// One run of applying changes, with the calls that come up in it.
final class Application {
  private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
  private static final long FILTER =
      Upcalls.stub(HERE, "filter", int.class, long.class, long.class);
  private static final long CONFLICT =
      Upcalls.stub(HERE, "conflict", int.class, long.class, int.class, long.class);
  private static final int ABORTED = 4;

  private final Connection connection;
  private final Set<String> tables;
  private final ConflictHandler conflicts;

  /// @param tables those whose changes are wanted
  Application(Connection connection, Set<String> tables, ConflictHandler conflicts) {
    this.connection = connection;
    this.tables = tables;
    this.conflicts = conflicts;
  }

  void run(byte[] bytes) {
    var slab = new Slab();
    long number = Registrations.add(this);
    try {
      slab.putBytes(bytes);
      StackProbe.check();
      int code =
          ChangesetCalls.apply(
              connection.handle, bytes.length, slab.latest(), FILTER, CONFLICT, number, 0, 0, 0);
      if ((code & 0xff) == ABORTED) {
        throw aborted(code);
      } else if (code != 0) {
        throw connection.failure(code, null);
      }
      connection.rethrow();
    } finally {
      Registrations.remove(number);
      slab.free();
    }
  }

  private DatabaseException aborted(int code) {
    return new DatabaseException.Rejected(
        "The changes were not made, none of them: the conflict handler aborted",
        new DatabaseException.Details(code, null, -1, connection.callbacks.takeFailure()));
  }

  static int filter(long number, long table) {
    try {
      Application application = Registrations.find(number, Application.class);
      String name = Memory.textUntilNul(table);
      return application != null && application.tables.contains(name) ? 1 : 0;
    } catch (Throwable e) {
      return 1; // no memory is left for the name; what follows will fail too, and undo everything
    }
  }

  static int conflict(long number, int kind, long iterator) {
    try {
      Application application = Registrations.find(number, Application.class);
      return application == null ? ABORT.ordinal() : application.resolve(kind, iterator);
    } catch (Throwable e) {
      return ABORT.ordinal();
    }
  }

  private int resolve(int code, long iterator) {
    Callbacks.Frame frame = connection.callbacks.enter("a conflict handler", true);
    Change change = null;
    try {
      change = new Change(iterator);
      ConflictKind kind = ConflictKind.ofCode(code);
      ConflictHandler.Resolution resolution = conflicts.resolve(new Conflict(kind, change));
      if (resolution == REPLACE && kind != ConflictKind.DATA && kind != ConflictKind.CONFLICT) {
        throw new IllegalStateException(
            "A conflict of kind %s cannot be resolved by REPLACE: answer OMIT or ABORT"
                .formatted(kind));
      }
      return resolution.ordinal();
    } catch (Throwable e) {
      connection.callbacks.failed(e);
      return ABORT.ordinal();
    } finally {
      if (change != null) {
        change.end();
      }
      connection.callbacks.leave(frame);
    }
  }
}
