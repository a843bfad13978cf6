package dev.tektite.observe;

/// Something that goes on until it is closed: a listener that is told, a watch that watches.
///
/// *Safe for any number of threads.*
@FunctionalInterface
public interface Subscription extends AutoCloseable {
  /// Ends it. Closing twice does nothing.
  @Override
  void close();
}
