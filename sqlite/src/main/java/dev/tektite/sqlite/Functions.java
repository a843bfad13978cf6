package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.CollationCalls;
import dev.tektite.sqlite.ffm.FunctionCalls;
import java.util.Comparator;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The functions and collations of a connection that are written in Java
/// ([appfunc](https://www.sqlite.org/appfunc.html)).
///
/// A definition replaces an earlier one of the same name and number of arguments, built-in ones
/// included; while statements are running that fails with [DatabaseException.Busy].
///
/// *One thread at a time:* the owner of the [Connection].
public final class Functions {
  /// As a number of arguments: any.
  public static final int ANY_NUMBER = -1;

  private static final int UTF8 = 1;
  private static final int MOST_ARGUMENTS = 1000;

  private final Connection connection;

  // All fields below: only by the owner of the connection. The slab is its own because a collation
  // can be defined while the connection's slab holds the statement that needs it.
  private final Slab names = new Slab();
  private @Nullable CollationFinder finder;

  Functions(Connection connection) {
    this.connection = connection;
  }

  /// Defines a function that gives one value for its arguments.
  ///
  /// @param arguments how many it takes, or [#ANY_NUMBER]
  public void scalar(String name, int arguments, ScalarFunction function, FunctionFlag... flags) {
    connection.check();
    long text = nameAddress(name, arguments);
    long number = register(new ScalarCalls(connection, name, function, mayUseConnection(flags)));
    defined(
        FunctionCalls.create(
            connection.handle,
            text,
            arguments,
            bits(flags),
            number,
            FunctionUpcalls.SCALAR,
            0,
            0,
            FunctionUpcalls.DESTROY));
  }

  /// Defines a function that gives one value for all rows of a group.
  ///
  /// @param arguments how many it takes, or [#ANY_NUMBER]
  /// @param runs gives a new run for each group
  public void aggregate(
      String name, int arguments, Supplier<? extends Aggregate> runs, FunctionFlag... flags) {
    connection.check();
    long text = nameAddress(name, arguments);
    long number = register(new AggregateCalls(connection, name, runs, mayUseConnection(flags)));
    defined(
        FunctionCalls.create(
            connection.handle,
            text,
            arguments,
            bits(flags),
            number,
            0,
            FunctionUpcalls.STEP,
            FunctionUpcalls.FINISH,
            FunctionUpcalls.DESTROY));
  }

  /// Defines an aggregate that can be used with `OVER` too.
  ///
  /// @param arguments how many it takes, or [#ANY_NUMBER]
  /// @param runs gives a new run for each group or window
  public void window(
      String name, int arguments, Supplier<? extends WindowAggregate> runs, FunctionFlag... flags) {
    connection.check();
    long text = nameAddress(name, arguments);
    long number = register(new AggregateCalls(connection, name, runs, mayUseConnection(flags)));
    defined(
        FunctionCalls.createWindow(
            connection.handle,
            text,
            arguments,
            bits(flags),
            number,
            FunctionUpcalls.STEP,
            FunctionUpcalls.FINISH,
            FunctionUpcalls.VALUE,
            FunctionUpcalls.INVERSE,
            FunctionUpcalls.DESTROY));
  }

  /// Removes a function, also a built-in one.
  ///
  /// @param arguments the number of arguments that it was defined with
  public void remove(String name, int arguments) {
    connection.check();
    long text = nameAddress(name, arguments);
    defined(FunctionCalls.create(connection.handle, text, arguments, UTF8, 0, 0, 0, 0, 0));
  }

  /// Defines an order of texts, to be used as `COLLATE name`. An index in that order is only sound
  /// as long as the order stays what it was.
  ///
  /// The comparator must not use the connection. What it throws lets the statement fail, and a
  /// transaction whose index entries could be out of order by that cannot be committed.
  public void collation(String name, Comparator<? super String> order) {
    connection.check();
    define(name, order);
  }

  /// As [#collation(String, Comparator)], also while a statement is being compiled.
  void define(String name, Comparator<? super String> order) {
    long text = nameAddress(name, 0);
    var calls = new CollationCall(connection, name, order);
    connection.hooks().watchTransactions();
    long number = register(calls);
    int code =
        CollationCalls.create(
            connection.handle,
            text,
            UTF8,
            number,
            FunctionUpcalls.COMPARE,
            FunctionUpcalls.DESTROY);
    if (code != 0) {
      Registrations.remove(number); // unlike functions, SQLite does not let go of it on failure
    }
    defined(code);
  }

  /// Removes an order of texts.
  public void removeCollation(String name) {
    connection.check();
    long text = nameAddress(name, 0);
    defined(CollationCalls.create(connection.handle, text, UTF8, 0, 0, 0));
  }

  /// Sets who is asked for the order of a collation that a statement needs and nobody has defined;
  /// `null` for nobody. It must not use the connection.
  ///
  /// @param orders gives the order for a name, or `null` if it does not know it either
  public void missingCollation(
      @Nullable Function<? super String, ? extends @Nullable Comparator<? super String>> orders) {
    connection.check();
    CollationFinder former = finder;
    finder = orders == null ? null : new CollationFinder(connection, orders);
    connection.callsBack();
    long number = finder == null ? 0 : finder.number;
    long callback = finder == null ? 0 : FunctionUpcalls.COLLATION_NEEDED;
    defined(CollationCalls.needed(connection.handle, number, callback));
    if (former != null) {
      Registrations.remove(former.number);
    }
  }

  private long nameAddress(String name, int arguments) {
    Opening.refuseNul("name of a function", name);
    if (arguments < ANY_NUMBER || arguments > MOST_ARGUMENTS) {
      throw new IllegalArgumentException(
          "expected a number of arguments from %d to %d, but was %d"
              .formatted(ANY_NUMBER, MOST_ARGUMENTS, arguments));
    }
    StackProbe.check();
    names.clear();
    return names.textAddress(name);
  }

  private long register(Object target) {
    connection.callsBack();
    return Registrations.add(target);
  }

  private static boolean mayUseConnection(FunctionFlag... flags) {
    for (FunctionFlag flag : flags) {
      if (flag == FunctionFlag.DETERMINISTIC) {
        return false;
      }
    }
    return true;
  }

  private static int bits(FunctionFlag... flags) {
    int bits = UTF8;
    for (FunctionFlag flag : flags) {
      bits |= flag.bit;
    }
    return bits;
  }

  private void defined(int code) {
    if (code != 0) {
      throw connection.failure(code, null);
    }
  }

  void close() {
    names.free();
    if (finder != null) {
      Registrations.remove(finder.number);
    }
  }
}
