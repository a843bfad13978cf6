package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.HookCalls;
import dev.tektite.sqlite.ffm.Memory;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The hooks of one connection as SQLite sees them: what it calls, and what it is answered.
///
/// Nothing may escape from the methods.
final class HookTargets {
  private static final int ALLOW = 0;
  private static final int STOP = 1;
  private static final int GO_ON = 0;
  private static final int FAILED = 1;
  private static final int TRACE_START = 1;

  private final Connection connection;
  private final Callbacks callbacks;
  private final Action action = new Action();

  // All fields below: only by the owner of the connection.
  @Nullable Authorizer authorizer;
  boolean authorizerIsMute;
  @Nullable UpdateHook update;
  @Nullable PreupdateHook preupdate;
  @Nullable BooleanSupplier commit;
  @Nullable Runnable rollback;
  @Nullable WalHook wal;
  @Nullable BooleanSupplier progress;
  @Nullable Trace trace;
  boolean watchesTransactions;
  private @Nullable Throwable spoiledBy;

  HookTargets(Connection connection) {
    this.connection = connection;
    this.callbacks = connection.callbacks;
  }

  int authorize(int code, long first, long second, long schema, long within) {
    Authorizer decider = authorizer;
    if (decider == null || authorizerIsMute) {
      return ALLOW;
    }
    Callbacks.Frame frame = callbacks.enter("an authorizer", false);
    try {
      action.lend(ActionKind.ofCode(code), first, second, schema, within);
      Authorizer.Decision decision = decider.decide(action);
      callbacks.denied(decision.message);
      return decision.code;
    } catch (Throwable e) {
      callbacks.failed(e);
      return Authorizer.Decision.DENY.code;
    } finally {
      action.takeBack();
      callbacks.leave(frame);
    }
  }

  void updated(int code, long schema, long table, long rowid) {
    UpdateHook hook = update;
    if (hook != null) {
      callbacks.tell(
          "an update hook",
          () ->
              hook.changed(
                  ChangeKind.ofCode(code),
                  Memory.textUntilNul(schema),
                  Memory.textUntilNul(table),
                  rowid));
    }
  }

  void updating(int code, long schema, long table, long oldRowid, long newRowid) {
    PreupdateHook hook = preupdate;
    if (hook != null) {
      callbacks.tell(
          "a preupdate hook",
          () -> {
            var change =
                new RowChange(
                    connection,
                    ChangeKind.ofCode(code),
                    Memory.textUntilNul(schema),
                    Memory.textUntilNul(table),
                    oldRowid,
                    newRowid);
            try {
              hook.changing(change);
            } finally {
              change.end();
            }
          });
    }
  }

  /// Keeps the transaction from being committed: an index of it may be out of order.
  void spoilTransaction(Throwable cause) {
    spoiledBy = cause;
  }

  int committing() {
    if (spoiledBy != null) {
      callbacks.failed(spoiledBy);
      return STOP;
    }
    BooleanSupplier hook = commit;
    return hook == null || callbacks.ask("a commit hook", false, hook) ? GO_ON : STOP;
  }

  void rolledBack() {
    spoiledBy = null;
    Runnable hook = rollback;
    if (hook != null) {
      callbacks.tell("a rollback hook", hook);
    }
  }

  int logged(long schema, int frames) {
    WalHook hook = wal;
    if (hook == null) {
      return GO_ON;
    }
    BooleanSupplier call =
        () -> {
          hook.committed(Memory.textUntilNul(schema), frames);
          return true;
        };
    return callbacks.ask("a hook of the log", true, call) ? GO_ON : FAILED;
  }

  int progressed() {
    BooleanSupplier hook = progress;
    return hook == null || callbacks.ask("a progress handler", false, hook) ? GO_ON : STOP;
  }

  int traced(int event, long statement, long detail) {
    Trace listener = trace;
    if (listener != null) {
      callbacks.tell(
          "a trace",
          () -> {
            if (event == TRACE_START) {
              listener.started(Memory.textUntilNul(detail));
            } else {
              String sql = Memory.textUntilNul(HookCalls.sql(statement));
              listener.finished(sql, Duration.ofNanos(Memory.getLong(detail)));
            }
          });
    }
    return GO_ON;
  }
}
