package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.Memory;
import org.jspecify.annotations.Nullable;

/// Something that a statement is about to do, shown to an [Authorizer].
///
/// The texts are read from SQLite when they are asked for, so an authorizer that needs the kind
/// alone costs next to nothing.
///
/// *One thread at a time*, and only during the call of the authorizer.
public final class Action {
  // All fields: only by the thread that SQLite calls on.
  private ActionKind kind = ActionKind.OTHER;
  private long first;
  private long second;
  private long schema;
  private long within;
  private @Nullable Thread lentTo;

  Action() {}

  void lend(ActionKind kind, long first, long second, long schema, long within) {
    this.kind = kind;
    this.first = first;
    this.second = second;
    this.schema = schema;
    this.within = within;
    this.lentTo = Thread.currentThread();
  }

  void takeBack() {
    lentTo = null;
  }

  /// What is to be done.
  public ActionKind kind() {
    return kind;
  }

  /// The first name that belongs to the action: see its [kind][ActionKind].
  public @Nullable String first() {
    return text(first);
  }

  /// The second name that belongs to the action: see its [kind][ActionKind].
  public @Nullable String second() {
    return text(second);
  }

  /// The schema that it is about, such as `main`, or `null` where there is none.
  public @Nullable String schema() {
    return text(schema);
  }

  /// The innermost trigger or view that the action comes from, or `null` if it stands in the
  /// statement itself.
  public @Nullable String within() {
    return text(within);
  }

  private @Nullable String text(long address) {
    if (lentTo != Thread.currentThread()) {
      throw new IllegalStateException("An action can only be read while the authorizer is called");
    }
    return address == 0 ? null : Memory.textUntilNul(address);
  }
}
