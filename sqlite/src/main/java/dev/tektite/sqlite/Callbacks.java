package dev.tektite.sqlite;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The calls that SQLite makes up into Java on one connection: which of them is under way, what it
/// may do with the connection, and what went wrong in it.
///
/// While one is under way the connection answers to nobody, but where SQLite allows it: a function
/// may run other statements. A statement that was started before the callback began may be the very
/// one that SQLite is in the middle of, so it is never touched.
final class Callbacks {
  /// One call up, for as long as it lasts.
  static final class Frame {
    private final @Nullable Frame outer;
    private final Slab outerSlab;
    private final @Nullable Throwable outerFailure;
    private final String name;
    private final boolean mayUseConnection;
    private boolean over;

    private Frame(Callbacks callbacks, String name, boolean mayUseConnection) {
      this.outer = callbacks.current;
      this.outerSlab = callbacks.connection.slab;
      this.outerFailure = callbacks.failure;
      this.name = name;
      this.mayUseConnection = mayUseConnection;
    }

    /// Whether the call has returned, so that what was lent to it is gone.
    boolean isOver() {
      return over;
    }
  }

  private final Connection connection;

  // All fields below: only by the thread that SQLite calls on.
  private @Nullable Frame current;
  private @Nullable Thread thread;
  private @Nullable Throwable failure;
  private @Nullable String denial;
  private @Nullable Slab spareSlab;

  Callbacks(Connection connection) {
    this.connection = connection;
  }

  /// To be called first in every call up; [#leave(Frame)] must follow.
  ///
  /// @param name what calls, as in "an update hook"
  /// @param mayUseConnection whether SQLite lets this callback use the connection
  Frame enter(String name, boolean mayUseConnection) {
    var frame = new Frame(this, name, mayUseConnection);
    if (current == null) {
      thread = Thread.currentThread();
      connection.enterCallback();
    }
    if (mayUseConnection) {
      // The outer slab may hold the text that SQLite is compiling.
      connection.slab = spareSlab == null ? new Slab() : spareSlab;
      spareSlab = null;
    }
    failure = null;
    current = frame;
    return frame;
  }

  /// To be called last in every call up.
  void leave(Frame frame) {
    frame.over = true;
    if (frame.mayUseConnection) {
      free();
      spareSlab = connection.slab;
      spareSlab.clear();
      connection.slab = frame.outerSlab;
    }
    if (frame.outerFailure != null) {
      failure = frame.outerFailure;
    }
    current = frame.outer;
    if (current == null && thread != null) {
      connection.leaveCallback(thread);
      thread = null;
    }
  }

  /// Calls a hook up.
  ///
  /// @return what it answered, or false if it threw
  boolean ask(String name, boolean mayUseConnection, BooleanSupplier hook) {
    Frame frame = enter(name, mayUseConnection);
    try {
      return hook.getAsBoolean();
    } catch (Throwable e) {
      failed(e);
      return false;
    } finally {
      leave(frame);
    }
  }

  /// As [#ask(String, boolean, BooleanSupplier)], for a hook without an answer.
  void tell(String name, Runnable hook) {
    ask(
        name,
        false,
        () -> {
          hook.run();
          return true;
        });
  }

  /// Gives back the memory that is kept for callbacks to come.
  void free() {
    if (spareSlab != null) {
      spareSlab.free();
      spareSlab = null;
    }
  }

  /// Remembers what a callback threw, to be thrown on when SQLite has returned.
  void failed(@Nullable Throwable thrown) {
    failure = thrown;
  }

  /// What a callback threw since this was last asked.
  @Nullable Throwable takeFailure() {
    Throwable taken = failure;
    failure = null;
    return taken;
  }

  /// Throws what a callback threw although SQLite went on.
  ///
  /// @param gift what SQLite gave, to be closed then
  void rethrow(@Nullable AutoCloseable gift) {
    Throwable thrown = takeFailure();
    if (thrown == null) {
      return;
    }
    try (gift) {
      throw thrown;
    } catch (RuntimeException | Error unchecked) {
      throw unchecked;
    } catch (Throwable checked) {
      throw new IllegalStateException("A callback threw a checked exception", checked);
    }
  }

  /// Whether something was thrown in a callback and has not been passed on.
  boolean hasFailure() {
    return failure != null;
  }

  /// Remembers what an authorizer said when it denied something.
  void denied(@Nullable String message) {
    denial = message;
  }

  /// What the authorizer said at its latest denial.
  @Nullable String takeDenial() {
    String taken = denial;
    denial = null;
    return taken;
  }

  /// Whether the calling thread is in a callback that may use the connection.
  boolean admits() {
    Frame frame = current;
    return thread == Thread.currentThread() && frame != null && frame.mayUseConnection;
  }

  /// Whether the calling thread is in a callback.
  boolean isCalled() {
    return current != null && thread == Thread.currentThread();
  }

  /// Why a use of the connection is refused while a callback is under way.
  String refusal() {
    Frame frame = current;
    return thread == Thread.currentThread() && frame != null
        ? "must not be used by %s: SQLite is in the middle of the call that led to it"
            .formatted(frame.name)
        : "is running a callback on another thread";
  }

  /// Refuses what no callback may do.
  void refuseWithin(String action) {
    Frame frame = current;
    if (frame != null) {
      throw new IllegalStateException(
          "A connection cannot be %s by %s that it is calling: do it after the statement has ended"
              .formatted(action, frame.name));
    }
  }

  /// Refuses the use of a statement that SQLite may be in the middle of.
  void checkFree(Statement statement) {
    Frame frame = current;
    if (frame != null && !statement.isFreeFor(frame)) {
      throw new IllegalStateException(
          "The statement was started before %s was called and may be what called it: %s"
              .formatted(frame.name, ErrorText.excerpt(statement.sql(), -1)));
    }
  }
}
