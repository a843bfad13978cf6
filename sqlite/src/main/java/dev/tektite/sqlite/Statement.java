package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.Calls;
import dev.tektite.sqlite.ffm.Memory;
import dev.tektite.sqlite.ffm.StatementCalls;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A compiled statement: bind, step, read columns, reset, and so again.
///
/// Parameters are numbered from 1 and columns from 0, as in SQLite. Every method throws
/// [IllegalStateException] once the statement or its connection is closed.
///
/// *One thread at a time:* the thread that owns its [Connection].
public final class Statement implements AutoCloseable {
  private static final long TRANSIENT = -1;
  private static final long STATIC = 0;
  private static final int UTF8 = 1;
  private static final int LARGE = 64 * 1024;
  private static final long FREE = Calls.address("sqlite3_free").address();

  private final Connection connection;
  private final String sql;
  private final int parameterCount;
  private final boolean readOnly;
  private final int stackNeed;
  final boolean leavesWal;

  // All fields below: only by the owner of the connection.
  private final Slab values = new Slab();
  private long handle;
  private int columnCount;
  private boolean onRow;
  private long firstCell; // of the current row; 0 when it has not been asked for
  private boolean fresh = true;
  private boolean heavy;
  private int compiles;
  boolean lent;
  boolean kept;
  @Nullable Statement previous;
  @Nullable Statement next;
  private Callbacks.@Nullable Frame startedIn;
  private @Nullable List<String> columnNames;
  private @Nullable Object attachment;
  private @Nullable List<String> parameterNames;

  /// @param stackNeed how much of the stack it takes to compile it, which a step may do again
  Statement(Connection connection, long handle, String sql, int stackNeed) {
    this.stackNeed = stackNeed;
    this.connection = connection;
    this.handle = handle;
    this.sql = sql;
    this.parameterCount = StatementCalls.parameterCount(handle);
    this.readOnly = StatementCalls.readOnly(handle) != 0;
    this.columnCount = StatementCalls.columnCount(handle);
    this.leavesWal = !readOnly && WalIndex.isLeftBy(sql);
    connection.belongings.add(this);
  }

  /// The text that it was compiled from.
  public String sql() {
    return sql;
  }

  /// The connection that it belongs to.
  public Connection connection() {
    return connection;
  }

  /// Whether it cannot change the database
  /// ([stmt_readonly](https://www.sqlite.org/c3ref/stmt_readonly.html)).
  public boolean isReadOnly() {
    return readOnly;
  }

  /// The number of columns of a row; 0 for a statement without a result.
  public int columnCount() {
    return columnCount;
  }

  /// The highest number of a parameter.
  public int parameterCount() {
    return parameterCount;
  }

  long handle() {
    connection.check(this);
    if (handle == 0) {
      throw new IllegalStateException("The statement is closed: " + sql);
    }
    return handle;
  }

  // ---- parameters ----

  /// The name of a parameter with its prefix, such as `:name`, or `null` for a plain `?`.
  public @Nullable String parameterName(int index) {
    long name = StatementCalls.parameterName(handle(), index);
    return name == 0 ? null : Memory.textUntilNul(name);
  }

  /// The names of all parameters in order, as [#parameterName(int)] gives them; the empty text for
  /// a plain `?`.
  public List<String> parameterNames() {
    long statement = handle();
    if (parameterNames == null) {
      parameterNames = StatementNames.ofParameters(statement, parameterCount);
    }
    return parameterNames;
  }

  /// Binds all parameters at once, replacing what was bound.
  ///
  /// @param arguments as many as there are parameters: `null`, [Long], [Integer], [Short], [Byte],
  ///   [Boolean] (1 or 0), [Double], [Float], [String] or `byte[]`
  /// @throws IllegalArgumentException if their number or a type is wrong; all are NULL then
  /// @throws IllegalStateException if the statement is between its first step and its end
  public void bindAll(@Nullable Object... arguments) {
    long statement = handle();
    if (arguments.length != parameterCount) {
      throw ErrorText.wrongCount(arguments.length, parameterCount, sql);
    }
    refuseUnderWay();
    values.clear();
    heavy = false;
    try {
      for (int i = 0; i < arguments.length; i++) {
        bindStatic(statement, i + 1, arguments[i]);
      }
    } catch (Throwable e) {
      clearBindings(); // the rest still points to where the former values were
      throw e;
    }
  }

  private void refuseUnderWay() {
    if (!fresh) {
      throw ErrorText.underWay(sql);
    }
  }

  private void bindStatic(long statement, int index, @Nullable Object value) {
    if (value instanceof String text) {
      int bytes = values.putText(text);
      bound(StatementCalls.bindStaticText(statement, index, values.latest(), bytes, STATIC, UTF8));
    } else if (value instanceof Long number) {
      bound(StatementCalls.bindLong(statement, index, number));
    } else if (value instanceof Integer number) {
      bound(StatementCalls.bindLong(statement, index, number));
    } else {
      bind(index, value);
    }
  }

  /// Binds a value of one of the types of [#bindAll(Object...)].
  ///
  /// @throws IllegalArgumentException if it is of another type
  public void bind(int index, @Nullable Object value) {
    switch (value) {
      case null -> bindNull(index);
      case Long number -> bindLong(index, number);
      case Integer number -> bindLong(index, number);
      case String text -> bindText(index, text);
      case Double number -> bindDouble(index, number);
      case Boolean yes -> bindLong(index, yes ? 1 : 0);
      case byte[] bytes -> bindBytes(index, bytes);
      case Short number -> bindLong(index, number);
      case Byte number -> bindLong(index, number);
      case Float number -> bindDouble(index, number);
      default ->
          throw new IllegalArgumentException(
              "Parameter %d: a %s cannot be bound".formatted(index, value.getClass().getName()));
    }
  }

  /// Binds NULL.
  public void bindNull(int index) {
    bound(StatementCalls.bindNull(handle(), index));
  }

  /// Binds an integer.
  public void bindLong(int index, long value) {
    bound(StatementCalls.bindLong(handle(), index, value));
  }

  /// Binds a float. SQLite stores NaN as NULL, which is refused here.
  public void bindDouble(int index, double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException(
          "Parameter %d is NaN, which SQLite would store as NULL: bind null if that is meant"
              .formatted(index));
    }
    bound(StatementCalls.bindDouble(handle(), index, value));
  }

  /// Binds text, NUL characters included.
  public void bindText(int index, String value) {
    long statement = handle();
    connection.slab.clear();
    int bytes = connection.slab.putText(value);
    heavy |= bytes > LARGE;
    bound(
        StatementCalls.bindText(
            statement, index, connection.slab.latest(), bytes, TRANSIENT, UTF8));
  }

  /// Binds a copy of bytes.
  public void bindBytes(int index, byte[] value) {
    long statement = handle();
    if (value.length == 0) {
      bound(StatementCalls.bindZeroBlob(statement, index, 0));
      return;
    }
    heavy |= value.length > LARGE;
    long copy = Slab.allocate(value.length);
    Memory.write(value, 0, value.length, copy);
    bound(StatementCalls.bindBlob(statement, index, copy, value.length, FREE));
  }

  /// Binds a blob of zeros, to be filled through a [Blob] channel.
  public void bindZeros(int index, long length) {
    bound(StatementCalls.bindZeroBlob(handle(), index, length));
  }

  /// Sets all parameters to NULL.
  ///
  /// @throws IllegalStateException if the statement is between its first step and its end
  public void clearBindings() {
    long statement = handle();
    refuseUnderWay();
    StatementCalls.clearBindings(statement);
    values.clear();
  }

  private void bound(int code) {
    if (code != 0) {
      refuseUnderWay();
      throw connection.failure(code, sql);
    }
  }

  // ---- running ----

  /// Goes to the next row.
  ///
  /// @return whether there is one; after the last the statement has been reset
  /// @throws DatabaseException if the statement fails; it has been reset then
  public boolean step() {
    long statement = handle();
    boolean first = fresh;
    boolean callsBack = connection.callsBack;
    if (first || callsBack) {
      StackProbe.check(stackNeed);
      fresh = false;
    }
    firstCell = 0;
    int code = StatementCalls.step(statement);
    onRow = Connection.isRow(code);
    if (!onRow) {
      return end(statement, code);
    }
    if (first) {
      noteCompiles(statement);
    }
    if (callsBack && connection.callbacks.hasFailure()) {
      endAfterFailedCallback(statement);
    }
    return true;
  }

  /// Ends a run in which a callback threw something although SQLite went on.
  private void endAfterFailedCallback(long statement) {
    Throwable thrown = connection.callbacks.takeFailure();
    onRow = false;
    StatementCalls.reset(statement);
    fresh = true;
    connection.callbacks.failed(thrown);
    connection.rethrow();
  }

  private boolean end(long statement, int code) {
    if (Connection.isDone(code)) {
      StatementCalls.resetEnded(statement);
      fresh = true;
      if (connection.callbacks.hasFailure()) {
        connection.rethrow();
      }
      return false;
    }
    DatabaseException failure = connection.failure(code, sql);
    StatementCalls.reset(statement);
    fresh = true;
    throw failure;
  }

  /// Runs to the end and passes over rows.
  ///
  /// @throws DatabaseException if the statement fails
  public void run() {
    boolean more = step();
    while (more) {
      more = step();
    }
  }

  /// Ends a run early; bindings stay.
  public void reset() {
    long statement = handle();
    onRow = false;
    firstCell = 0;
    if (!fresh) {
      StackProbe.check();
      StatementCalls.reset(statement);
      fresh = true;
      connection.callbacks.takeFailure();
    }
  }

  /// Ends a run if one is under way, and lets go of large values.
  void rest() {
    if (!fresh) {
      reset();
    }
    if (heavy) {
      clearBindings();
      heavy = false;
    }
  }

  boolean isUnderWay() {
    return !fresh;
  }

  /// Whether it is between its first step and its end.
  public boolean isBusy() {
    return StatementCalls.busy(handle()) != 0;
  }

  // ---- columns ----

  /// The name of a column of the result.
  public String columnName(int column) {
    List<String> all = columnNameList();
    if (column < 0 || column >= all.size()) {
      throw ErrorText.noColumn(column, columnCount, sql);
    }
    return all.get(column);
  }

  /// The names of the columns of the result, in order; the same list as long as the statement has
  /// not been compiled anew for a changed schema.
  public List<String> columnNameList() {
    long statement = handle();
    if (!onRow) {
      noteCompiles(statement);
    }
    if (columnNames == null) {
      columnNames = StatementNames.ofColumns(statement, columnCount);
    }
    return columnNames;
  }

  /// A changed schema makes the first step compile the statement anew, with other columns maybe.
  private void noteCompiles(long statement) {
    int now = StatementCalls.status(statement, StatementCounter.REPREPARES.code, 0);
    if (now != compiles) {
      compiles = now;
      columnCount = StatementCalls.columnCount(statement);
      columnNames = null;
      attachment = null;
    }
  }

  /// What was attached since the statement was last compiled, or `null`.
  public @Nullable Object attachment() {
    return attachment;
  }

  /// Keeps something that depends on the columns of the result until the statement is compiled anew
  /// for a changed schema.
  public void attach(Object dependent) {
    attachment = dependent;
  }

  /// Where a column of the result comes from.
  public ColumnSource columnSource(int column) {
    return ColumnSource.of(handle(), column);
  }

  /// The type of a value of the current row.
  public ValueType columnType(int column) {
    return Cell.type(cell(column));
  }

  /// Whether a value of the current row is NULL.
  public boolean columnIsNull(int column) {
    return Cell.type(cell(column)) == ValueType.NULL;
  }

  /// An integer of the current row; other types are converted as SQLite does, NULL to 0.
  public long columnLong(int column) {
    return Cell.asLong(cell(column));
  }

  /// A float of the current row; other types are converted as SQLite does, NULL to 0.0.
  public double columnDouble(int column) {
    return Cell.asDouble(cell(column));
  }

  /// Text of the current row, or `null` for NULL; numbers are converted as SQLite does.
  public @Nullable String columnText(int column) {
    long cell = cell(column);
    long text = Cell.text(cell);
    if (text == 0) {
      Cell.refuseLostText(cell);
      return null;
    }
    int length = Cell.length(cell);
    byte[] scratch = connection.scratch(length);
    Memory.read(text, scratch, length);
    return new String(scratch, 0, length, StandardCharsets.UTF_8);
  }

  /// Bytes of the current row, or `null` for NULL; text gives its UTF-8 form.
  public byte @Nullable [] columnBytes(int column) {
    long cell = cell(column);
    long bytes = Cell.bytes(cell);
    if (bytes == 0) {
      return Cell.type(cell) == ValueType.NULL ? null : new byte[0];
    }
    return Memory.bytes(bytes, Cell.length(cell));
  }

  /// A value of the current row, which lives until the next step or reset. To ask it is faster than
  /// to ask for the column each time. It may be asked because the connection has no mutex: "If
  /// SQLite is run in one of reduced mutex modes then there is no distinction between protected and
  /// unprotected sqlite3_value objects" (https://www.sqlite.org/c3ref/value.html).
  private long cell(int column) {
    connection.check(this);
    checkColumn(column);
    if (!Cell.IS_KNOWN) {
      return StatementCalls.columnValue(handle, column);
    }
    long first = firstCell;
    if (first == 0) {
      first = StatementCalls.columnValue(handle, 0);
      firstCell = first;
    }
    return first + column * Cell.SIZE;
  }

  private void checkColumn(int column) {
    if (!onRow) {
      throw new IllegalStateException(
          handle == 0 ? "The statement is closed: " + sql : "There is no current row in: " + sql);
    }
    if (column < 0 || column >= columnCount) {
      throw ErrorText.noColumn(column, columnCount, sql);
    }
  }

  /// A counter of this statement
  /// ([stmt_status](https://www.sqlite.org/c3ref/c_stmtstatus_counter.html)).
  public long counter(StatementCounter counter) {
    return StatementCalls.status(handle(), counter.code, 0);
  }

  /// Frees the statement. Closing twice, or after the connection, does nothing.
  @Override
  public void close() {
    if (handle == 0 || connection.isClosed()) {
      return;
    }
    connection.check(this);
    if (!fresh) {
      StackProbe.check();
    }
    long statement = handle;
    handle = 0;
    onRow = false;
    firstCell = 0;
    connection.belongings.remove(this);
    StatementCalls.finalizeStatement(statement);
    connection.callbacks.takeFailure();
    values.free();
  }

  /// Whether the innermost callback may use it: it lies still, or that callback itself began its
  /// run.
  boolean isFreeFor(Callbacks.Frame frame) {
    if (fresh) {
      startedIn = frame;
    }
    return startedIn == frame;
  }
}
