package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.FunctionCalls;
import dev.tektite.sqlite.ffm.Memory;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The calls of one aggregate function.
///
/// SQLite keeps eight bytes for each run and gives them back with every call; they hold the number
/// of the run here.
final class AggregateCalls {
  /// A run; one that has failed is not asked for its result.
  private static final class Run {
    private final Aggregate aggregate;
    private boolean failed;

    Run(Aggregate aggregate) {
      this.aggregate = aggregate;
    }
  }

  private interface Action {
    void run(Run run) throws Exception;
  }

  private final Connection connection;
  private final String name;
  private final String caller;
  private final Supplier<? extends Aggregate> runs;
  private final boolean mayUseConnection;

  // Only by the thread that SQLite calls on.
  private final Map<Long, Run> open = new HashMap<>();
  private long latest;

  AggregateCalls(
      Connection connection,
      String name,
      Supplier<? extends Aggregate> runs,
      boolean mayUseConnection) {
    this.connection = connection;
    this.name = name;
    this.caller = "the function " + name;
    this.runs = runs;
    this.mayUseConnection = mayUseConnection;
  }

  void step(long context, int count, long array) {
    Values arguments = Values.inArray(count, array);
    try {
      withRun(context, run -> run.aggregate.add(arguments));
    } finally {
      arguments.end();
    }
  }

  void inverse(long context, int count, long array) {
    Values arguments = Values.inArray(count, array);
    try {
      withRun(
          context,
          run -> {
            if (run.aggregate instanceof WindowAggregate window) {
              window.remove(arguments);
            }
          });
    } finally {
      arguments.end();
    }
  }

  void value(long context) {
    withRun(context, run -> FunctionResult.give(context, run.aggregate.result()));
  }

  void finish(long context) {
    withRun(context, run -> FunctionResult.give(context, run.aggregate.result()));
    long slot = FunctionCalls.aggregateContext(context, 0);
    if (slot != 0) {
      open.remove(Memory.getLong(slot));
    }
  }

  private void withRun(long context, Action action) {
    Callbacks.Frame frame = connection.callbacks.enter(caller, mayUseConnection);
    Run run = null;
    try {
      run = find(context);
      if (run != null && !run.failed) {
        action.run(run);
      }
    } catch (Throwable e) {
      if (run != null) {
        run.failed = true;
      }
      FunctionResult.fail(connection, context, name, e);
    } finally {
      connection.callbacks.leave(frame);
    }
  }

  private @Nullable Run find(long context) {
    long slot = FunctionCalls.aggregateContext(context, Long.BYTES);
    if (slot == 0) {
      throw new OutOfMemoryError("SQLite has no memory left for the function " + name);
    }
    long number = Memory.getLong(slot);
    if (number == 0) {
      Run run = new Run(runs.get());
      latest++;
      Memory.putLong(slot, latest);
      open.put(latest, run);
      return run;
    }
    return open.get(number);
  }
}
