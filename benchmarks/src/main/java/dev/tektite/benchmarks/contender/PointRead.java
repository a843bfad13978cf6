package dev.tektite.benchmarks.contender;

/// A block that reads one row, as one contender does it.
@FunctionalInterface
public interface PointRead {

  /// Reads the row with the given id.
  Item read(long id) throws Exception;
}
