package dev.tektite.sqlite;

/// The calls of one scalar function.
final class ScalarCalls {
  private final Connection connection;
  private final String name;
  private final String caller;
  private final ScalarFunction function;
  private final boolean mayUseConnection;

  ScalarCalls(
      Connection connection, String name, ScalarFunction function, boolean mayUseConnection) {
    this.connection = connection;
    this.name = name;
    this.caller = "the function " + name;
    this.function = function;
    this.mayUseConnection = mayUseConnection;
  }

  void call(long context, int count, long array) {
    Values arguments = Values.inArray(count, array);
    Callbacks.Frame frame = connection.callbacks.enter(caller, mayUseConnection);
    try {
      FunctionResult.give(context, function.call(arguments));
    } catch (Throwable e) {
      FunctionResult.fail(connection, context, name, e);
    } finally {
      arguments.end();
      connection.callbacks.leave(frame);
    }
  }
}
