package dev.tektite.testkit.process;

import java.util.ArrayList;
import java.util.List;

/// A barrier for child JVMs that stay alive: in each round all arrive, then all go.
///
/// ```
///   child 1          child 2          parent
///   meet()
///                    meet()           meet("round 7"): both have arrived
///   "round 7"        "round 7"        returns what they had said since round 6
/// ```
///
/// *One thread at a time.*
public final class ChildBarrier implements AutoCloseable {
  private final List<ChildJvm> children = new ArrayList<>();

  /// Starts the children, all with the same main class and arguments.
  public ChildBarrier(int count, Class<?> main, String... arguments) {
    for (int i = 0; i < count; i++) {
      children.add(ChildJvm.start(main, arguments));
    }
  }

  /// The children, in the order in which they were started.
  public List<ChildJvm> children() {
    return List.copyOf(children);
  }

  /// Waits until every child stands in [ParentJvm#meet()], then lets all go.
  ///
  /// @param line what they are told
  /// @return what each had sent before it arrived
  /// @throws IllegalStateException if a child has ended, with its standard error
  public List<List<String>> meet(String line) {
    List<List<String>> said = new ArrayList<>();
    for (ChildJvm child : children) {
      said.add(child.awaitArrival());
    }
    children.forEach(child -> child.send(line));
    return said;
  }

  /// Kills all.
  @Override
  public void close() {
    children.forEach(ChildJvm::close);
  }
}
