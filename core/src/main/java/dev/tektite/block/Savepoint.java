package dev.tektite.block;

/// A part of a block that can be undone alone
/// ([savepoints](https://www.sqlite.org/lang_savepoint.html)).
final class Savepoint {
  private final BlockConnection on;
  private final String name;
  private final Afterwards afterwards;
  private final Afterwards.Mark mark;

  /// Begins the part.
  ///
  /// @param name unlike those of the parts round it
  Savepoint(BlockConnection on, String name, Afterwards afterwards) {
    this.on = on;
    this.name = name;
    this.afterwards = afterwards;
    this.mark = afterwards.mark();
    on.run("savepoint " + name);
  }

  void keep() {
    on.run("release " + name);
  }

  /// @param cause why; gets what goes wrong here
  void undo(Throwable cause) {
    if (on.connection().isAutocommit()) {
      return; // SQLite has undone the whole transaction; the engine finds that out
    }
    try {
      on.run("rollback to " + name + "; release " + name);
      afterwards.undoneSince(mark);
    } catch (Throwable e) {
      cause.addSuppressed(e);
      giveUp(cause);
    }
  }

  /// A part that cannot be undone alone is undone with the whole transaction, which the engine
  /// finds out: it must not be stored by a block that passes over the failure.
  private void giveUp(Throwable cause) {
    try {
      if (!on.connection().isAutocommit()) {
        on.run("rollback");
      }
    } catch (Throwable e) {
      cause.addSuppressed(e);
    }
  }
}
