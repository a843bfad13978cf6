package dev.tektite.engine;

import dev.tektite.sqlite.DatabaseException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A reader that is parked in the newest commit, where the snapshots of the others do not stay
/// warm: while it holds that mark, their read transactions begin without a call to the system.
///
/// It is renewed from time to time, and let go of when the log is copied.
///
/// *Safe for any number of threads.*
final class Anchor {
  private final Opener opener;
  private final String file;
  private final ReentrantLock lock = new ReentrantLock();

  // Under the lock; read without it as a hint.
  private volatile @Nullable Reader reader;

  Anchor(Opener opener, String file) {
    this.opener = opener;
    this.file = file;
  }

  /// Makes one, if there is none.
  void open() {
    lock.lock();
    try {
      if (reader == null) {
        reader = new Reader(opener.reader(), file, 0);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Parks it in the newest commit, if it is there.
  void renew() {
    with(own -> own.begin(0, System.nanoTime()));
  }

  /// Lets go of the commit that it is parked in.
  void letGo() {
    with(Reader::letGo);
  }

  private interface Use {
    void of(Reader reader);
  }

  private void with(Use use) {
    if (reader == null) {
      return;
    }
    lock.lock();
    try {
      Reader own = reader;
      if (own != null) {
        own.borrow(System.nanoTime());
        try {
          use.of(own);
        } finally {
          own.unborrow();
        }
      }
    } catch (DatabaseException.Busy e) {
      // another process is in the way for a moment: it is renewed next time
    } finally {
      lock.unlock();
    }
  }

  /// Closes it.
  void close() {
    lock.lock();
    try {
      Reader own = reader;
      reader = null;
      if (own != null) {
        own.borrow(System.nanoTime());
        own.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
