package dev.tektite.sqlite.ffm;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes method handles for functions of the library.
///
/// *Safe for any number of threads.*
public final class Calls {
  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  static final ValueLayout.OfLong POINTER = ValueLayout.JAVA_LONG;
  static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle MISSING;

  static {
    try {
      MISSING =
          MethodHandles.lookup()
              .findStatic(
                  Calls.class,
                  "missing",
                  MethodType.methodType(UnsupportedOperationException.class, String.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Calls() {}

  /// A function that may take long, block or call back into Java.
  static MethodHandle function(
      String name, @Nullable MemoryLayout result, MemoryLayout... arguments) {
    return handle(name, descriptor(result, arguments));
  }

  /// A function of constant time that never calls back: the thread stays in Java's state.
  static MethodHandle constantTime(
      String name, @Nullable MemoryLayout result, MemoryLayout... arguments) {
    return handle(name, descriptor(result, arguments), Linker.Option.critical(false));
  }

  /// A function with a variable number of arguments, for the given ones.
  static MethodHandle variadic(
      String name, int fixedArguments, @Nullable MemoryLayout result, MemoryLayout... arguments) {
    return handle(
        name, descriptor(result, arguments), Linker.Option.firstVariadicArg(fixedArguments));
  }

  /// A function that the library lacks fails when it is called, not before: whoever does not need
  /// it can do without.
  private static MethodHandle handle(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    Optional<MemorySegment> symbol = Library.find(name);
    if (symbol.isPresent()) {
      return LINKER.downcallHandle(symbol.get(), descriptor, options);
    }
    MethodType type = descriptor.toMethodType();
    MethodHandle failing =
        MethodHandles.collectArguments(
            MethodHandles.throwException(type.returnType(), UnsupportedOperationException.class),
            0,
            MISSING.bindTo(name));
    return MethodHandles.dropArguments(failing, 0, type.parameterList());
  }

  static UnsupportedOperationException missing(String function) {
    return new UnsupportedOperationException(
        "%s has no function %s: use the library that Tektite brings, or one built with the same"
                .formatted(Library.file(), function)
            + " options");
  }

  /// A function behind a pointer that is passed with each call.
  static MethodHandle pointer(@Nullable MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(descriptor(result, arguments));
  }

  /// The address of a function of the library, to be given to C code.
  public static MemorySegment address(String name) {
    return Library.find(name).orElseThrow(() -> missing(name));
  }

  private static FunctionDescriptor descriptor(
      @Nullable MemoryLayout result, MemoryLayout... arguments) {
    return result == null
        ? FunctionDescriptor.ofVoid(arguments)
        : FunctionDescriptor.of(result, arguments);
  }

  /// What a handle threw, as something that needs no declaration.
  static RuntimeException thrown(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException unchecked) {
      return unchecked;
    }
    return new IllegalStateException("A native call threw a checked exception", thrown);
  }
}
