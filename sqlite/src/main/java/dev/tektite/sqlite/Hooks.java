package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.HookCalls;
import dev.tektite.sqlite.ffm.PreupdateCalls;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The callbacks that SQLite calls at certain moments of a connection's life; one of each kind.
///
/// No hook may use the connection, with the exception of [#wal(WalHook)]. What a hook throws comes
/// out of the call that led to it: as the cause of a [DatabaseException] where SQLite can be
/// stopped, else as it is, after SQLite has finished.
///
/// *One thread at a time:* the owner of the [Connection].
public final class Hooks {
  private static final int TRACE_START_AND_END = 1 | 2;

  private final Connection connection;
  final HookTargets targets;

  // Only by the owner of the connection.
  private long number;

  Hooks(Connection connection) {
    this.connection = connection;
    this.targets = new HookTargets(connection);
  }

  /// Sets who decides what statements may do; `null` for nobody. All statements are compiled anew
  /// at their next run.
  public void authorizer(@Nullable Authorizer authorizer) {
    connection.check();
    connection.callbacks.refuseWithin("given another authorizer");
    targets.authorizer = authorizer;
    HookCalls.setAuthorizer(
        connection.handle, authorizer == null ? 0 : HookUpcalls.AUTHORIZE, number());
  }

  /// Who decides what statements may do, or `null`.
  public @Nullable Authorizer authorizer() {
    connection.check();
    return targets.authorizer;
  }

  /// Sets who is told every row that changes; `null` for nobody.
  public void update(@Nullable UpdateHook hook) {
    long target = target();
    targets.update = hook;
    HookCalls.update(connection.handle, hook == null ? 0 : HookUpcalls.UPDATE, target);
  }

  /// Sets who is shown every row before and after its change; `null` for nobody.
  ///
  /// @throws IllegalStateException if a session is open on this connection
  /// @throws UnsupportedOperationException if the library was built without it
  public void preupdate(@Nullable PreupdateHook hook) {
    long target = target();
    if (connection.belongings.has(Session.class)) {
      throw new IllegalStateException(
          "A session records the changes of this connection and uses the preupdate hook itself:"
              + " close the session first");
    }
    targets.preupdate = hook;
    // The number must go with the hook: sessions take what they find there for a session.
    PreupdateCalls.hook(
        connection.handle, hook == null ? 0 : HookUpcalls.PREUPDATE, hook == null ? 0 : target);
  }

  boolean hasPreupdate() {
    return targets.preupdate != null;
  }

  /// Who is asked before every commit of a change, or `null`.
  public @Nullable BooleanSupplier commit() {
    return targets.commit;
  }

  /// Sets who is asked before every commit of a change; `null` for nobody.
  ///
  /// @param mayCommit false turns the commit into a rollback, and `COMMIT` fails with
  ///   [DatabaseException.Constraint]
  public void commit(@Nullable BooleanSupplier mayCommit) {
    long target = target();
    targets.commit = mayCommit;
    boolean needed = mayCommit != null || targets.watchesTransactions;
    HookCalls.commit(connection.handle, needed ? HookUpcalls.COMMIT : 0, target);
  }

  /// Sets who is told that a transaction was rolled back; `null` for nobody. Closing the connection
  /// is not told.
  public void rollback(@Nullable Runnable hook) {
    long target = target();
    targets.rollback = hook;
    boolean needed = hook != null || targets.watchesTransactions;
    HookCalls.rollback(connection.handle, needed ? HookUpcalls.ROLLBACK : 0, target);
  }

  /// Sets who is told every commit that was written to a log; `null` for nobody. SQLite's automatic
  /// checkpoints are such a hook: both this and `null` switch them off, and [#autoCheckpoint(int)]
  /// and the pragma of that name replace this.
  public void wal(@Nullable WalHook hook) {
    long target = target();
    targets.wal = hook;
    HookCalls.wal(connection.handle, hook == null ? 0 : HookUpcalls.WAL, target);
  }

  /// Lets SQLite run a checkpoint after each commit that leaves at least so many frames in the log;
  /// 0 for never. SQLite begins with 1000.
  public void autoCheckpoint(int frames) {
    connection.check();
    targets.wal = null;
    HookCalls.walAutoCheckpoint(connection.handle, frames);
  }

  /// Sets who is asked now and then whether a statement may go on; `null` for nobody.
  ///
  /// @param operations after how many instructions of SQLite's virtual machine, about
  /// @param goesOn false stops the statement with [DatabaseException.Cancelled]
  public void progress(int operations, @Nullable BooleanSupplier goesOn) {
    if (operations < 1) {
      throw new IllegalArgumentException(
          "expected 1 operation or more between calls, but was " + operations);
    }
    long target = target();
    targets.progress = goesOn;
    HookCalls.progress(
        connection.handle, operations, goesOn == null ? 0 : HookUpcalls.PROGRESS, target);
  }

  /// Sets who is told which statements run; `null` for nobody.
  public void trace(@Nullable Trace trace) {
    long target = target();
    targets.trace = trace;
    HookCalls.trace(
        connection.handle,
        trace == null ? 0 : TRACE_START_AND_END,
        trace == null ? 0 : HookUpcalls.TRACE,
        target);
  }

  /// Sees to it that [HookTargets#spoilTransaction(Throwable)] can keep a transaction from being
  /// committed.
  void watchTransactions() {
    if (!targets.watchesTransactions) {
      targets.watchesTransactions = true;
      HookCalls.commit(connection.handle, HookUpcalls.COMMIT, number());
      HookCalls.rollback(connection.handle, HookUpcalls.ROLLBACK, number());
    }
  }

  /// Lets all statements be compiled anew at their next run, by the one function that does so:
  /// setting an authorizer.
  void expireStatements() {
    HookCalls.setAuthorizer(connection.handle, HookUpcalls.AUTHORIZE, number());
    if (targets.authorizer == null) {
      HookCalls.setAuthorizer(connection.handle, 0, 0);
    }
  }

  private long target() {
    connection.check();
    connection.callsBack();
    return number();
  }

  /// The number that stands for the targets in C.
  private long number() {
    if (number == 0) {
      number = Registrations.add(targets);
    }
    return number;
  }

  /// Lets go of everything; SQLite's calls find nobody from now on.
  void close() {
    if (number != 0) {
      Registrations.remove(number);
    }
  }
}
