package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.ChangesetCalls;
import dev.tektite.sqlite.ffm.ConnectionCalls;
import dev.tektite.sqlite.ffm.Memory;
import java.util.ArrayList;
import java.util.List;

/// One change of a [Changeset].
///
/// *One thread at a time*, and only during the call that it was lent to.
public final class Change {
  interface Lookup {
    int find(long iterator, int column, long result);
  }

  private static final int RESULT_BYTES = 32;

  private final Thread borrower = Thread.currentThread();
  private final long iterator;
  private final ChangeKind kind;
  private final String table;
  private final int columns;
  private final boolean indirect;
  private final List<Integer> primaryKey;

  // All fields below: only by the borrower.
  private final Slab slab = new Slab();
  private final long result;
  private final List<Values> lent = new ArrayList<>(2);
  private boolean over;

  Change(long iterator) {
    this.iterator = iterator;
    slab.reserve(RESULT_BYTES);
    this.result = slab.latest();
    ChangesetCalls.operation(iterator, result, result + 8, result + 12, result + 16);
    this.table = Memory.textUntilNul(Memory.getLong(result));
    this.columns = Memory.getInt(result + 8);
    this.kind = ChangeKind.ofCode(Memory.getInt(result + 12));
    this.indirect = Memory.getInt(result + 16) != 0;
    this.primaryKey = primaryKey();
  }

  private List<Integer> primaryKey() {
    ChangesetCalls.primaryKey(iterator, result, result + 8);
    long flags = Memory.getLong(result);
    List<Integer> found = new ArrayList<>();
    for (int i = 0; flags != 0 && i < columns; i++) {
      if (Memory.getByte(flags + i) != 0) {
        found.add(i);
      }
    }
    return List.copyOf(found);
  }

  void end() {
    over = true;
    lent.forEach(Values::end);
    slab.free();
  }

  /// What happened to the row.
  public ChangeKind kind() {
    return kind;
  }

  /// The table.
  public String table() {
    return table;
  }

  /// The number of its columns.
  public int columnCount() {
    return columns;
  }

  /// The columns that make up the primary key, numbered from 0.
  public List<Integer> primaryKeyColumns() {
    return primaryKey;
  }

  /// Whether a trigger or a foreign key action made it.
  public boolean isIndirect() {
    return indirect;
  }

  /// The row before the change; of an update only the primary key and the columns that changed are
  /// [present][Values#isPresent(int)], of a patchset only the primary key.
  ///
  /// @throws IllegalStateException for an insert
  public Values oldValues() {
    if (kind == ChangeKind.INSERT) {
      throw new IllegalStateException("An inserted row has no old values");
    }
    return values(ChangesetCalls::old);
  }

  /// The row after the change; of an update only the columns that changed are
  /// [present][Values#isPresent(int)].
  ///
  /// @throws IllegalStateException for a delete
  public Values newValues() {
    if (kind == ChangeKind.DELETE) {
      throw new IllegalStateException("A deleted row has no new values");
    }
    return values(ChangesetCalls::fresh);
  }

  Values values(Lookup lookup) {
    requireCurrent();
    var values = new Values(columns, column -> find(lookup, column));
    lent.add(values);
    return values;
  }

  private long find(Lookup lookup, int column) {
    Memory.putLong(result, 0);
    int code = lookup.find(iterator, column, result);
    if (code != 0) {
      String text = Memory.textUntilNul(ConnectionCalls.errstr(code));
      throw DatabaseException.of(code, "The change cannot be read: " + text, null, -1);
    }
    return Memory.getLong(result);
  }

  /// How many foreign keys would be violated; only in a conflict of that kind.
  int foreignKeyViolations() {
    requireCurrent();
    Memory.putLong(result, 0);
    ChangesetCalls.foreignKeys(iterator, result);
    return Memory.getInt(result);
  }

  private void requireCurrent() {
    if (over || borrower != Thread.currentThread()) {
      throw new IllegalStateException(
          "A change can only be read during the call that it was lent to");
    }
  }
}
