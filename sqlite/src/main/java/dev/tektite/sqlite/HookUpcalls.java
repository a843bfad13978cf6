package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.Upcalls;
import java.lang.invoke.MethodHandles;

/// Where C calls for hooks arrive.
final class HookUpcalls {
  private static final MethodHandles.Lookup HERE = MethodHandles.lookup();

  static final long AUTHORIZE =
      Upcalls.stub(
          HERE,
          "authorize",
          int.class,
          long.class,
          int.class,
          long.class,
          long.class,
          long.class,
          long.class);

  private HookUpcalls() {}

  static int authorize(long number, int code, long first, long second, long schema, long within) {
    Hooks hooks = Registrations.find(number, Hooks.class);
    return hooks == null ? 1 : hooks.authorize(code, first, second, schema, within);
  }
}
