package dev.tektite.benchmarks.contender;

/// One case as one contender does it.
@FunctionalInterface
public interface CaseBody {

  /// Does the work for as long as the order says, and tells how much it was.
  Reply run(Order order) throws Exception;
}
