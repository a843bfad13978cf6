package dev.tektite.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.wal.WalPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random borrowers that wait, give up, are interrupted, spoil their reader or meet a failing
/// opener, while all readers are drained and admitted again. `-Dtektite.seed=…` repeats a run,
/// `-Dtektite.stress.seconds=…` makes it longer.
class ReaderPoolStressTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LONG_WAIT = 100_000_000_000L;
  private static final int THREADS = 8;
  private static final int READERS = 3;

  @TempDir Path folder;

  private final long seed = Long.getLong("tektite.seed", System.nanoTime());
  private final Map<Reader, Thread> users = new ConcurrentHashMap<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  /// An opener that fails now and then.
  private record Flaky(FileOpener file, Random chance) implements Opener {
    @Override
    public Connection writer() {
      return file.writer();
    }

    @Override
    public Connection reader() {
      if (chance.nextInt(10) == 0) {
        throw new IllegalArgumentException("cannot be opened");
      }
      return file.reader();
    }
  }

  @Test
  void noReaderServesTwoAndNobodyWaitsForEver() throws InterruptedException {
    var opener = new Flaky(new FileOpener(folder.resolve("a.db")), new Random(seed));
    try (Connection writer = opener.writer()) {
      writer.execute("create table t(a)");
      var pool = new ReaderPool(opener, "a.db", READERS, 10, ReaderLife.of(WalPolicy.defaults()));
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        var own = new Random(seed + i);
        var builder = i % 2 == 0 ? Thread.ofVirtual() : Thread.ofPlatform();
        builder.uncaughtExceptionHandler((thread, e) -> failures.add(e));
        threads.add(builder.start(() -> borrowUntilOver(pool, own)));
      }
      disturb(pool, threads);
      over.set(true);
      for (Thread thread : threads) {
        assertThat(thread.join(PATIENCE)).as("ends, with seed %d", seed).isTrue();
      }
      assertThat(failures).as("with seed %d", seed).isEmpty();
      assertThat(pool.waiting()).isZero();
      pool.drain(System.nanoTime() + LONG_WAIT);
      pool.closeAll();
    }
  }

  private void disturb(ReaderPool pool, List<Thread> threads) {
    var own = new Random(seed - 1);
    long end =
        System.nanoTime() + Duration.ofSeconds(Long.getLong("tektite.stress.seconds", 5)).toNanos();
    while (System.nanoTime() < end) {
      switch (own.nextInt(4)) {
        case 0 -> threads.get(own.nextInt(THREADS)).interrupt();
        case 1 -> drainAndResume(pool, own);
        case 2 -> pool.letGoOfSnapshots();
        default -> Thread.yield();
      }
    }
  }

  private static void drainAndResume(ReaderPool pool, Random own) {
    try {
      pool.drain(System.nanoTime() + own.nextLong(2_000_000));
      pool.resume();
    } catch (DatabaseException.Busy e) {
      assertThat(e).hasMessageContaining("in use");
    }
  }

  private void borrowUntilOver(ReaderPool pool, Random own) {
    while (!over.get()) {
      long wait = own.nextInt(3) == 0 ? own.nextLong(1_000_000) : LONG_WAIT;
      try {
        use(pool, pool.borrow(System.nanoTime(), wait), own);
      } catch (DatabaseException.Busy | DatabaseException.Cancelled e) {
        assertThat(e).hasMessageContaining("reader");
      } catch (IllegalStateException | IllegalArgumentException e) {
        assertThat(e).hasMessageFindingMatch("is closed|cannot be opened");
      }
      Thread.interrupted();
    }
  }

  private void use(ReaderPool pool, Reader reader, Random own) {
    try {
      assertThat(users.putIfAbsent(reader, Thread.currentThread())).as("another user").isNull();
      reader.begin(pool.epoch(), System.nanoTime() + LONG_WAIT);
      if (own.nextInt(10) == 0) {
        reader.link().run("commit"); // behind its back: it is not sound any more
      }
    } finally {
      users.remove(reader, Thread.currentThread());
      pool.giveBack(reader);
    }
  }
}
