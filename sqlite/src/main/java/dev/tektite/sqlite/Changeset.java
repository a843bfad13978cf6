package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.ChangesetCalls;
import dev.tektite.sqlite.ffm.ConnectionCalls;
import dev.tektite.sqlite.ffm.Memory;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Recorded changes of rows, in the binary form of SQLite
/// ([changeset](https://www.sqlite.org/session/changeset.html)): a changeset or a patchset.
///
/// *Immutable.*
public final class Changeset {
  private static final int ROW = 100;
  private static final int DONE = 101;

  private final byte[] bytes;

  private Changeset(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Changes in SQLite's form; whether they are well formed is found out when they are used.
  public static Changeset of(byte[] bytes) {
    return new Changeset(bytes.clone());
  }

  /// Copies what SQLite has allocated, and frees it.
  static Changeset taking(long data, int size) {
    try {
      return new Changeset(data == 0 ? new byte[0] : Memory.bytes(data, size));
    } finally {
      ConnectionCalls.free(data);
    }
  }

  /// A copy of the changes in SQLite's form.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// The length of SQLite's form in bytes.
  public int size() {
    return bytes.length;
  }

  /// Whether there is no change in it.
  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /// Goes through all changes.
  ///
  /// @param action is lent each change for the length of its call
  /// @throws DatabaseException.Unreadable if the bytes are no changes
  public void forEach(Consumer<? super Change> action) {
    var slab = new Slab();
    try {
      long data = put(slab);
      slab.reserve(8);
      long result = slab.latest();
      StackProbe.check();
      require(ChangesetCalls.start(result, bytes.length, data));
      long iterator = Memory.getLong(result);
      try {
        eachOf(iterator, action);
      } finally {
        ChangesetCalls.finish(iterator);
      }
    } finally {
      slab.free();
    }
  }

  private static void eachOf(long iterator, Consumer<? super Change> action) {
    int code = ChangesetCalls.next(iterator);
    while (code == ROW) {
      var change = new Change(iterator);
      try {
        action.accept(change);
      } finally {
        change.end();
      }
      code = ChangesetCalls.next(iterator);
    }
    if (code != DONE) {
      require(code);
    }
  }

  /// The changes that undo these.
  ///
  /// @throws DatabaseException.Unreadable if the bytes are no changes, or a patchset, which does
  ///   not hold what is needed
  public Changeset inverted() {
    var slab = new Slab();
    try {
      long data = put(slab);
      slab.reserve(16);
      long result = slab.latest();
      Memory.putLong(result, 0);
      Memory.putLong(result + 8, 0);
      require(ChangesetCalls.invert(bytes.length, data, result, result + 8));
      return taking(Memory.getLong(result + 8), Memory.getInt(result));
    } finally {
      slab.free();
    }
  }

  /// These changes and then others, as one: two changes of one row become one.
  ///
  /// @throws DatabaseException if one of both is no changes, or one is a changeset and the other a
  ///   patchset, or a table has another number of columns
  public Changeset then(Changeset later) {
    var slab = new Slab();
    try {
      long first = put(slab);
      long second = later.put(slab);
      slab.reserve(16);
      long result = slab.latest();
      Memory.putLong(result, 0);
      Memory.putLong(result + 8, 0);
      require(
          ChangesetCalls.concat(
              bytes.length, first, later.bytes.length, second, result, result + 8));
      return taking(Memory.getLong(result + 8), Memory.getInt(result));
    } finally {
      slab.free();
    }
  }

  /// Makes the changes in the main database of a connection, all of them or none.
  ///
  /// @param conflicts decides where the database is not as the changes expect it
  /// @throws DatabaseException if the handler aborts, the bytes are no changes, or the database
  ///   cannot be written
  public void applyTo(Connection connection, ConflictHandler conflicts) {
    applyTo(connection, table -> true, conflicts);
  }

  /// Makes the changes of some tables in the main database of a connection, all of them or none.
  ///
  /// @param tables whether the changes of a table are wanted
  /// @param conflicts decides where the database is not as the changes expect it
  /// @throws DatabaseException if the handler aborts, the bytes are no changes, or the database
  ///   cannot be written
  public void applyTo(
      Connection connection, Predicate<? super String> tables, ConflictHandler conflicts) {
    Set<String> wanted = new HashSet<>();
    forEach(change -> wanted.add(change.table()));
    wanted.removeIf(table -> !tables.test(table));
    connection.check();
    new Application(connection, wanted, conflicts).run(bytes);
  }

  /// Puts the bytes where C can read them.
  private long put(Slab slab) {
    slab.putBytes(bytes);
    return slab.latest();
  }

  private static void require(int code) {
    if (code != 0) {
      String text = Memory.textUntilNul(ConnectionCalls.errstr(code));
      throw DatabaseException.of(code, "The changes cannot be read: " + text, null, -1);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Changeset that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// Its size, no values.
  @Override
  public String toString() {
    return "Changeset of %d bytes".formatted(bytes.length);
  }
}
