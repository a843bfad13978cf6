package dev.tektite.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExtensionsTest {
  private static final AtomicInteger CALLS = new AtomicInteger();

  /// An entry point as an extension has it.
  static int enter(MemorySegment connection, MemorySegment message, MemorySegment api) {
    return CALLS.incrementAndGet() < 0 ? 1 : 0;
  }

  private static MemorySegment entryPoint(Arena arena) throws ReflectiveOperationException {
    MethodType type =
        MethodType.methodType(
            int.class, MemorySegment.class, MemorySegment.class, MemorySegment.class);
    return Linker.nativeLinker()
        .upcallStub(
            MethodHandles.lookup().findStatic(ExtensionsTest.class, "enter", type),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS),
            arena);
  }

  @Test
  void anAutomaticOneIsEnteredByEveryNewConnection() throws ReflectiveOperationException {
    MemorySegment entryPoint = entryPoint(Arena.global());
    Extensions.addAutomatic(entryPoint);
    int before = CALLS.get();
    Connection.openInMemory().close();
    Connection.openInMemory().close();
    assertThat(CALLS.get() - before).isEqualTo(2);
    assertThat(Extensions.removeAutomatic(entryPoint)).isTrue();
    assertThat(Extensions.removeAutomatic(entryPoint)).isFalse();
    Connection.openInMemory().close();
    assertThat(CALLS.get() - before).isEqualTo(2);
  }

  @Test
  void anAutomaticOneMustNotBeUnloaded() throws ReflectiveOperationException {
    try (var arena = Arena.ofConfined()) {
      MemorySegment entryPoint = entryPoint(arena);
      assertThatThrownBy(() -> Extensions.addAutomatic(entryPoint))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Arena.global()");
    }
    assertThatThrownBy(() -> Extensions.addAutomatic(MemorySegment.NULL))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void loadsALibrary() {
    try (var connection = Connection.openInMemory()) {
      // SQLite's own start function takes no arguments and answers "done", as an entry point would.
      Extensions.load(connection, Sqlite.libraryFile(), "sqlite3_initialize");
      assertThatThrownBy(() -> connection.execute("select load_extension('x')"))
          .hasMessageContaining("not authorized");
    }
  }

  @Test
  void saysWhatCannotBeLoaded() {
    try (var connection = Connection.openInMemory()) {
      assertThatThrownBy(() -> Extensions.load(connection, Path.of("missing-extension")))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("Cannot load the extension missing-extension");
      assertThatThrownBy(
              () -> Extensions.load(connection, Sqlite.libraryFile(), "no_such_entry_point"))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("no_such_entry_point");
    }
  }
}
