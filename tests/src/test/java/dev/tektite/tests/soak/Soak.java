package dev.tektite.tests.soak;

/// A test that can go on for as long as it is told.
public interface Soak {
  /// What it is called on the command line.
  String name();

  /// What it does, in one line.
  String purpose();

  /// Runs until the time is over.
  ///
  /// @return what was done, in one line
  /// @throws AssertionError if a guarantee does not hold
  /// @throws Exception if something else went wrong
  String run(Run run) throws Exception;
}
