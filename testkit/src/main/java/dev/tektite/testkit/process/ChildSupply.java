package dev.tektite.testkit.process;

import java.util.ArrayDeque;
import java.util.Deque;

/// Child JVMs that were started ahead, so that a test that kills one in each round does not wait
/// for the next.
///
/// *One thread at a time.*
public final class ChildSupply implements AutoCloseable {
  private final Deque<ChildJvm> ahead = new ArrayDeque<>();
  private final Class<?> main;
  private final String[] arguments;

  /// Starts the first children.
  ///
  /// @param ahead how many are kept ready, at least 1
  /// @param main goes to [ParentJvm#meet()] when it has started
  public ChildSupply(int ahead, Class<?> main, String... arguments) {
    if (ahead < 1) {
      throw new IllegalArgumentException("expected ahead >= 1, but was " + ahead);
    }
    this.main = main;
    this.arguments = arguments.clone();
    for (int i = 0; i < ahead; i++) {
      this.ahead.add(ChildJvm.start(main, arguments));
    }
  }

  /// The child that has waited longest, once it has arrived; another is started in its place.
  ///
  /// @return a child that the caller closes
  /// @throws IllegalStateException if the child has ended, with its standard error
  public ChildJvm take() {
    ahead.addLast(ChildJvm.start(main, arguments));
    ChildJvm child = ahead.removeFirst();
    child.awaitArrival();
    return child;
  }

  /// Kills those that nobody took.
  @Override
  public void close() {
    ahead.forEach(ChildJvm::close);
  }
}
