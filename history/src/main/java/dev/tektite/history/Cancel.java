package dev.tektite.history;

/// A wish that a run should end. *Safe for any number of threads.*
final class Cancel {
  private volatile boolean wished;

  void wish() {
    wished = true;
  }

  boolean isWished() {
    return wished;
  }
}
