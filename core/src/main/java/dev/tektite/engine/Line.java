package dev.tektite.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The line for the turn: a linked list in the manner of an MCS lock.
///
/// A newcomer swaps itself into `tail` and links itself behind its predecessor. `head` is the node
/// behind which the next in line is linked; the nodes up to it are done with.
///
/// [#join] and [#isEmpty] are *safe for any number of threads*; everything else is for whoever has
/// the turn.
final class Line {
  private static final int SPINS = 64;

  /// How many of those who have left may stay linked, beside the last in line.
  static final int MOST_LEFT = 64;

  private final AtomicReference<@Nullable Turn> tail = new AtomicReference<>();
  private final int mostLeft;
  private final AtomicInteger left = new AtomicInteger();

  // Held by whoever changes a link between two others: seldom, so that it costs the others nothing.
  private final ReentrantLock relinking = new ReentrantLock();

  // Only with the turn.
  private @Nullable Turn head;

  /// @param mostLeft how many of those who have left may stay linked
  Line(int mostLeft) {
    this.mostLeft = mostLeft;
  }

  /// Stands at the end of the line.
  ///
  /// @return whether nobody was before it, so that it has the turn at once
  boolean join(Turn turn) {
    Turn before = tail.getAndSet(turn);
    if (before == null) {
      return true;
    }
    before.next = turn;
    return false;
  }

  /// Whether nobody has the turn and nobody wants it. For any number of threads.
  boolean isEmpty() {
    return tail.get() == null;
  }

  /// Makes the one who has taken the turn the head.
  void taken(Turn turn) {
    head = turn;
  }

  /// The next in line that has not left, or `null` if nobody is in line.
  @Nullable Turn successor() {
    int spins = 0;
    while (true) {
      Turn at = head;
      if (at == null) {
        return null;
      }
      Turn next = at.next;
      if (next == null) {
        if (tail.get() == at) {
          return null;
        }
        pause(spins++); // somebody has swapped itself in and links itself next
      } else if (next.state() == Turn.LEFT) {
        head = next;
      } else {
        return next;
      }
    }
  }

  /// Ends the line, if nobody is in it: the turn is nobody's then.
  ///
  /// @return whether nobody was
  boolean clear() {
    return tail.compareAndSet(head, null);
  }

  /// Takes note that somebody has left. Whoever passes the turn on skips those, but while a long
  /// block has it they would gather: now and then, all but the last are unlinked. For any number of
  /// threads.
  ///
  /// @param from one who has the turn or the offer of it, or had it just now
  void left(@Nullable Turn from) {
    if (left.incrementAndGet() > mostLeft && from != null && relinking.tryLock()) {
      try {
        left.set(0);
        unlinkLeft(from);
      } finally {
        relinking.unlock();
      }
    }
  }

  /// A link of one who is skipped keeps leading to all behind it, so that nobody who stands on it
  /// is lost. The last in line stays: a newcomer may be about to link itself to it.
  private static void unlinkLeft(Turn from) {
    Turn at = from;
    Turn next = at.next;
    while (next != null) {
      Turn behind = next.next;
      if (behind != null && next.state() == Turn.LEFT) {
        at.next = behind;
      } else {
        at = next;
      }
      next = behind;
    }
  }

  /// Puts the blocks of an undone group at the head of the line, in their order.
  void putFirst(Group group) {
    relinking.lock();
    try {
      linkFirst(group);
    } finally {
      relinking.unlock();
    }
  }

  private void linkFirst(Group group) {
    Turn at = head;
    Turn first = group.first();
    if (at == null || first == null) {
      throw new IllegalStateException("A group was undone while nobody had the turn");
    }
    Turn last = first;
    for (Turn turn = first; turn != null; turn = turn.mate) {
      turn.next = turn.mate;
      last = turn;
    }
    for (Turn turn = first; turn != null; turn = turn.mate) {
      turn.state(Turn.WAITING);
    }
    if (at.next != null || !tail.compareAndSet(at, last)) {
      last.next = nextOf(at);
    }
    at.next = first;
    for (Turn turn = first; turn != null; turn = turn.mate) {
      LockSupport.unpark(turn.thread); // it waits with a limit now
    }
  }

  /// Moves the first waiting platform thread to the head of the line, if a virtual one is there: a
  /// platform thread will certainly run.
  void platformThreadFirst() {
    relinking.lock();
    try {
      linkPlatformThreadFirst();
    } finally {
      relinking.unlock();
    }
  }

  private void linkPlatformThreadFirst() {
    Turn before = successor();
    if (before == null || !before.thread.isVirtual()) {
      return;
    }
    for (Turn candidate = before.next; candidate != null; candidate = candidate.next) {
      if (!candidate.thread.isVirtual() && candidate.state() == Turn.WAITING) {
        moveToFront(before, candidate);
        return;
      }
      before = candidate;
    }
  }

  private void moveToFront(Turn before, Turn candidate) {
    Turn at = head;
    if (at == null) {
      return;
    }
    Turn behind = candidate.next;
    if (behind == null) {
      before.next = null;
      if (!tail.compareAndSet(candidate, before)) {
        before.next = nextOf(candidate);
      }
    } else {
      before.next = behind;
    }
    candidate.next = at.next;
    at.next = candidate;
  }

  private static Turn nextOf(Turn at) {
    int spins = 0;
    while (true) {
      Turn next = at.next;
      if (next != null) {
        return next;
      }
      pause(spins++);
    }
  }

  private static void pause(int spins) {
    if (spins < SPINS) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
  }
}
