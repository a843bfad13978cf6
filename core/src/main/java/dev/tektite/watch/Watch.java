package dev.tektite.watch;

import dev.tektite.engine.Noted;
import dev.tektite.observe.CommitEvent;
import dev.tektite.observe.Subscription;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A query and who gets its results.
///
/// ```
///   its thread                         who commits
///   reads
///                                      notes what has changed meanwhile
///   knows the tables; anything of
///   them changed meanwhile: due
///   delivers, if the result is new
///   waits until due                    tables of it have changed: due
/// ```
///
/// *Safe for any number of threads.*
final class Watch<T extends @Nullable Object> implements Subscription {
  private static final long LOOK_MILLIS = 200;

  private final Supplier<Noted<T>> query;
  private final Consumer<? super T> onChange;
  private final Consumer<? super Throwable> onError;
  private final ForeignCommits foreign;
  private final Consumer<? super Watch<T>> onEnd;

  // Guarded by this.
  private boolean due;
  private boolean ended;
  private boolean reading;
  private boolean delivering;
  private @Nullable Thread thread;
  private @Nullable Set<String> tables; // null if it is unknown: the query has failed
  private final Set<String> changedMeanwhile = new TreeSet<>();
  private boolean anyChangedMeanwhile;

  // Only by its thread.
  private long foreignSeen;
  private boolean canLook = true;
  private @Nullable Noted<T> latest;

  Watch(
      Supplier<Noted<T>> query,
      Consumer<? super T> onChange,
      Consumer<? super Throwable> onError,
      ForeignCommits foreign,
      Consumer<? super Watch<T>> onEnd) {
    this.query = query;
    this.onChange = onChange;
    this.onError = onError;
    this.foreign = foreign;
    this.onEnd = onEnd;
  }

  synchronized void start(String name) {
    due = true;
    thread = Thread.ofPlatform().daemon().name(name).start(this::work);
  }

  /// A commit has been stored.
  synchronized void committed(CommitEvent commit) {
    Set<String> known = tables;
    if (reading) {
      changedMeanwhile.addAll(commit.tables());
      anyChangedMeanwhile |= commit.schemaChanged() || !commit.complete();
    } else if (known == null || commit.mayConcern(known)) {
      due = true;
      notifyAll();
    }
  }

  private void work() {
    try {
      look();
      while (awaitDue()) {
        readAndDeliver();
      }
    } catch (Throwable e) {
      report(e);
      end();
    }
  }

  /// Waits until the query is to be run.
  ///
  /// @return whether it is; `false` at the end
  private boolean awaitDue() throws InterruptedException {
    while (true) {
      synchronized (this) {
        if (!due && !ended) {
          wait(foreign.isPossible() ? LOOK_MILLIS : TimeUnit.HOURS.toMillis(1));
        }
        if (ended) {
          return false;
        }
        if (due) {
          due = false;
          reading = true;
          changedMeanwhile.clear();
          anyChangedMeanwhile = false;
          return true;
        }
      }
      look();
    }
  }

  /// Looks whether other processes have committed.
  private void look() {
    long now;
    try {
      now = canLook ? foreign.seen() : foreignSeen;
    } catch (RuntimeException e) {
      canLook = false;
      report(e);
      return;
    }
    if (now != foreignSeen) {
      foreignSeen = now;
      synchronized (this) {
        due = true;
      }
    }
  }

  private void readAndDeliver() {
    Noted<T> now;
    try {
      now = query.get();
    } catch (Throwable e) {
      failed(e);
      return;
    }
    knows(now.tables());
    Noted<T> before = latest;
    if (before == null || !Objects.equals(before.result(), now.result())) {
      latest = now;
      deliver(now.result());
    }
  }

  /// The tables that it reads are known: was one of them changed since it began to read?
  private synchronized void knows(Set<String> read) {
    reading = false;
    tables = read;
    due |= anyChangedMeanwhile || changedMeanwhile.stream().anyMatch(read::contains);
  }

  /// What it reads is unknown until it succeeds again, which any change may bring about.
  private void failed(Throwable failure) {
    synchronized (this) {
      reading = false;
      tables = null;
      due |= anyChangedMeanwhile || !changedMeanwhile.isEmpty();
      if (ended) {
        return;
      }
    }
    report(failure);
  }

  private void deliver(T result) {
    synchronized (this) {
      if (ended) {
        return;
      }
      delivering = true;
    }
    try {
      onChange.accept(result);
    } catch (Throwable e) {
      report(e);
    } finally {
      synchronized (this) {
        delivering = false;
        notifyAll();
      }
    }
  }

  private void report(Throwable failure) {
    try {
      onError.accept(failure);
    } catch (Throwable e) {
      System.getLogger("dev.tektite")
          .log(System.Logger.Level.WARNING, "Who is told the failures of a watch threw", e);
    }
  }

  /// Ends it, without waiting for a result that is being delivered.
  void end() {
    synchronized (this) {
      ended = true;
      notifyAll();
    }
    onEnd.accept(this);
  }

  /// Ends it, and waits for a result that is being delivered by another thread: nothing is
  /// delivered after this.
  @Override
  public void close() {
    end();
    synchronized (this) {
      boolean interrupted = false;
      while (delivering && thread != Thread.currentThread()) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
