package dev.tektite;

import dev.tektite.engine.Sneaky;
import dev.tektite.sql.ReadTx;
import dev.tektite.sql.WriteTx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Blocks that run on platform threads while the caller waits parked.
///
/// An interrupt of the caller is passed on to the thread that runs the block, and the caller waits
/// for what comes of it.
///
/// *Safe for any number of threads.*
final class Offloaded implements Blocks {
  private static final ThreadPoolExecutor THREADS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          5,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("tektite-block-", 0).factory());

  private final DoorBlocks blocks;

  Offloaded(DoorBlocks blocks) {
    this.blocks = blocks;
  }

  @Override
  public <T extends @Nullable Object> T read(Function<? super ReadTx, ? extends T> block) {
    return elsewhere(() -> blocks.read(block));
  }

  @Override
  public void write(Consumer<? super WriteTx> block) {
    this.<@Nullable Object>elsewhere(() -> {
      blocks.write(block);
      return null;
    });
  }

  @Override
  public <T extends @Nullable Object> T writeReturning(
      Function<? super WriteTx, ? extends T> block) {
    return elsewhere(() -> blocks.writeReturning(block));
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T readThrowing(
      ThrowingFunction<? super ReadTx, ? extends T, ? extends X> block) throws X {
    return read(DoorBlocks.unchecked(block));
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T writeThrowing(
      ThrowingFunction<? super WriteTx, ? extends T, ? extends X> block) throws X {
    return writeReturning(DoorBlocks.unchecked(block));
  }

  private <T extends @Nullable Object> T elsewhere(Supplier<? extends T> work) {
    blocks.refuseNesting();
    var task = new Task<T>(work);
    THREADS.execute(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.outcome.get();
        } catch (InterruptedException e) {
          interrupted = true;
          task.interrupt();
        } catch (ExecutionException e) {
          throw Sneaky.rethrow(e.getCause() == null ? e : e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Work that another thread does, and that can be interrupted as long as it is being done.
  private static final class Task<T extends @Nullable Object> implements Runnable {
    final CompletableFuture<T> outcome = new CompletableFuture<>();
    private final Supplier<? extends T> work;

    // Guarded by this.
    private @Nullable Thread runner;
    private boolean interrupted;

    Task(Supplier<? extends T> work) {
      this.work = work;
    }

    @Override
    public void run() {
      begin();
      try {
        T result = work.get();
        end();
        outcome.complete(result);
      } catch (Throwable e) {
        end();
        outcome.completeExceptionally(e);
      }
    }

    private synchronized void begin() {
      runner = Thread.currentThread();
      if (interrupted) {
        runner.interrupt();
      }
    }

    private synchronized void end() {
      runner = null;
    }

    synchronized void interrupt() {
      interrupted = true;
      if (runner != null) {
        runner.interrupt();
      }
    }
  }
}
