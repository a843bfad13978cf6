package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.FunctionCalls;
import dev.tektite.sqlite.ffm.Upcalls;
import java.lang.invoke.MethodHandles;

/// Where C calls for functions and collations arrive.
final class FunctionUpcalls {
  private static final MethodHandles.Lookup HERE = MethodHandles.lookup();

  static final long SCALAR =
      Upcalls.stub(HERE, "scalar", void.class, long.class, int.class, long.class);
  static final long STEP =
      Upcalls.stub(HERE, "step", void.class, long.class, int.class, long.class);
  static final long INVERSE =
      Upcalls.stub(HERE, "inverse", void.class, long.class, int.class, long.class);
  static final long VALUE = Upcalls.stub(HERE, "value", void.class, long.class);
  static final long FINISH = Upcalls.stub(HERE, "finish", void.class, long.class);
  static final long DESTROY = Upcalls.stub(HERE, "destroy", void.class, long.class);
  static final long COMPARE =
      Upcalls.stub(
          HERE, "compare", int.class, long.class, int.class, long.class, int.class, long.class);
  static final long COLLATION_NEEDED =
      Upcalls.stub(
          HERE, "collationNeeded", void.class, long.class, long.class, int.class, long.class);

  private FunctionUpcalls() {}

  private interface Call<T> {
    void on(T calls);
  }

  static void scalar(long context, int count, long array) {
    pass(context, ScalarCalls.class, calls -> calls.call(context, count, array));
  }

  static void step(long context, int count, long array) {
    pass(context, AggregateCalls.class, calls -> calls.step(context, count, array));
  }

  static void inverse(long context, int count, long array) {
    pass(context, AggregateCalls.class, calls -> calls.inverse(context, count, array));
  }

  static void value(long context) {
    pass(context, AggregateCalls.class, calls -> calls.value(context));
  }

  static void finish(long context) {
    pass(context, AggregateCalls.class, calls -> calls.finish(context));
  }

  /// What a function throws is caught further in; what is left is a lack of memory.
  private static <T> void pass(long context, Class<T> type, Call<T> call) {
    try {
      T calls = Registrations.find(FunctionCalls.userData(context), type);
      if (calls == null) {
        FunctionCalls.resultNoMemory(context);
      } else {
        call.on(calls);
      }
    } catch (Throwable e) {
      FunctionCalls.resultNoMemory(context);
    }
  }

  static void destroy(long number) {
    Registrations.remove(number);
  }

  static int compare(long number, int leftBytes, long left, int rightBytes, long right) {
    CollationCall call = Registrations.find(number, CollationCall.class);
    return call == null ? 0 : call.compare(leftBytes, left, rightBytes, right);
  }

  static void collationNeeded(long number, long connection, int encoding, long name) {
    CollationFinder finder = Registrations.find(number, CollationFinder.class);
    if (finder != null) {
      finder.needed(name);
    }
  }
}
