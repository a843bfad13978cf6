package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.HookCalls;
import org.jspecify.annotations.Nullable;

/// The callbacks that SQLite calls at certain moments of a connection's life; one of each kind.
///
/// No hook may use the connection. What it throws comes out of the call that led to it: as the
/// cause of a [DatabaseException] where SQLite can be stopped, else as it is, after SQLite has
/// finished.
///
/// *One thread at a time:* the owner of the [Connection].
public final class Hooks {
  private final Connection connection;
  private final Action action = new Action();

  // All fields below: only by the owner of the connection.
  private long number;
  private @Nullable Authorizer authorizer;
  private boolean authorizerIsMute;

  Hooks(Connection connection) {
    this.connection = connection;
  }

  /// Sets who decides what statements may do; `null` for nobody. All statements are compiled anew
  /// at their next run.
  public void authorizer(@Nullable Authorizer authorizer) {
    connection.check();
    connection.callbacks.refuseWithin("given another authorizer");
    this.authorizer = authorizer;
    HookCalls.setAuthorizer(
        connection.handle, authorizer == null ? 0 : HookUpcalls.AUTHORIZE, number());
  }

  /// Who decides what statements may do, or `null`.
  public @Nullable Authorizer authorizer() {
    connection.check();
    return authorizer;
  }

  /// Lets the authorizer allow everything for a while, without a call.
  void muteAuthorizer(boolean mute) {
    authorizerIsMute = mute;
  }

  /// The number that stands for this object in C.
  private long number() {
    if (number == 0) {
      number = Registrations.add(this);
    }
    return number;
  }

  /// Lets go of everything; SQLite's calls find nobody from now on.
  void close() {
    if (number != 0) {
      Registrations.remove(number);
    }
  }

  // ---- called by SQLite; nothing may escape ----

  int authorize(int code, long first, long second, long schema, long within) {
    Authorizer decider = authorizer;
    if (decider == null || authorizerIsMute) {
      return Authorizer.Decision.ALLOW.code;
    }
    Callbacks callbacks = connection.callbacks;
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
}
