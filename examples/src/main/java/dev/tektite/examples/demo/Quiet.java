package dev.tektite.examples.demo;

import java.util.logging.Level;
import java.util.logging.Logger;

/// Keeps the engine's advice out of the demo's table; warnings still appear.
///
/// A demo loads a machine as nobody should, so that there is always something to advise.
final class Quiet {
  // Kept here, since loggers that nobody holds forget their level.
  private static final Logger ENGINE = Logger.getLogger("dev.tektite");

  private Quiet() {}

  static void engine() {
    ENGINE.setLevel(Level.WARNING);
  }
}
