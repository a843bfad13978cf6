package dev.tektite.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is called in whatever order with whatever SQL and values: the JVM survives, only the
/// exceptions of the documentation come out, and no byte of SQLite's memory is lost.
///
/// Longer: `-Ddev.tektite.fuzz.seconds=600`; again: `-Ddev.tektite.fuzz.seed=…`.
class FuzzTest {
  @TempDir Path folder;

  static final class Main {
    private static final long LONGEST_STATEMENT_NANOS = 20_000_000;

    private Main() {}

    public static void main(String[] arguments) throws Throwable {
      LeakTest.countMemory();
      Connection.openInMemory().close();
      long before = Sqlite.counter(LibraryCounter.MEMORY_BYTES);
      long end = System.nanoTime() + Long.parseLong(arguments[1]) * 1_000_000_000;
      var world = new FuzzWorld(new Random(Long.parseLong(arguments[0])), Path.of(arguments[2]));
      var over = new AtomicBoolean();
      Thread.ofPlatform().daemon().start(() -> interruptAll(world, over));
      int calls = 0;
      while (System.nanoTime() < end) {
        world.act();
        calls++;
      }
      over.set(true);
      world.close();
      System.out.printf(
          "calls %d succeeded %d refused %d%n", calls, world.succeeded, world.refused);
      System.out.println("lost " + (Sqlite.counter(LibraryCounter.MEMORY_BYTES) - before));
      System.out.println("registrations " + Registrations.size());
    }

    private static void interruptAll(FuzzWorld world, AtomicBoolean over) {
      while (!over.get()) {
        LockSupport.parkNanos(LONGEST_STATEMENT_NANOS);
        world.connections.forEach(Connection::interrupt);
      }
    }
  }

  @Test
  void theJvmSurvives() throws IOException, InterruptedException {
    long seed = Long.getLong("dev.tektite.fuzz.seed", System.nanoTime());
    int seconds = Integer.getInteger("dev.tektite.fuzz.seconds", 8);
    ChildJvm.Result result =
        new ChildJvm()
            .option("-XX:MaxJavaStackTraceDepth=50")
            .directory(folder)
            .run(Main.class, Long.toString(seed), Integer.toString(seconds), folder.toString());
    assertThat(result.exitCode()).as("seed %d: %s", seed, result.output()).isZero();
    assertThat(result.output())
        .as("seed %d", seed)
        .contains("lost 0\n")
        .contains("registrations 0\n");
    System.out.printf("fuzz seed %d: %s%n", seed, result.output().lines().findFirst().orElse(""));
  }
}
