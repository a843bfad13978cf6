package dev.tektite.sqlite.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// Makes C function pointers that lead to static methods of Java.
///
/// There is one for each kind of callback and it lives as long as the process: which registration a
/// call belongs to is told by the number that SQLite passes along. So there is no stub that could
/// be freed while SQLite still knows it, and a registration costs no code memory.
///
/// *Safe for any number of threads.*
public final class Upcalls {
  private Upcalls() {}

  /// The address of a C function that calls a static method.
  ///
  /// The method must catch everything: what escapes from it ends the JVM.
  ///
  /// @param lookup of the class that has the method
  /// @param method its name
  /// @param result `int.class` or `void.class`
  /// @param parameters `int.class` or `long.class` each; a pointer is a `long`
  public static long stub(
      MethodHandles.Lookup lookup, String method, Class<?> result, Class<?>... parameters) {
    MethodType type = MethodType.methodType(result, parameters);
    MemoryLayout[] arguments = new MemoryLayout[parameters.length];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = layout(parameters[i]);
    }
    FunctionDescriptor descriptor =
        result == void.class
            ? FunctionDescriptor.ofVoid(arguments)
            : FunctionDescriptor.of(layout(result), arguments);
    try {
      return Linker.nativeLinker()
          .upcallStub(
              lookup.findStatic(lookup.lookupClass(), method, type), descriptor, Arena.global())
          .address();
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static MemoryLayout layout(Class<?> type) {
    return type == int.class ? ValueLayout.JAVA_INT : ValueLayout.JAVA_LONG;
  }
}
