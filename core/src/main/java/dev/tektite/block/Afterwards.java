package dev.tektite.block;

import java.util.ArrayList;
import java.util.List;

/// What a block wants to be run when it is over.
final class Afterwards {
  private final List<Runnable> onCommit = new ArrayList<>(1);
  private final List<Runnable> onRollback = new ArrayList<>(0);

  void afterCommit(Runnable action) {
    onCommit.add(action);
  }

  void afterRollback(Runnable action) {
    onRollback.add(action);
  }

  /// What is to be run if the block is stored, in order.
  List<Runnable> onCommit() {
    return onCommit;
  }

  /// What is to be run if the block is undone, in order.
  List<Runnable> onRollback() {
    return onRollback;
  }

  /// How far the lists have grown.
  record Mark(int commits, int rollbacks) {}

  Mark mark() {
    return new Mark(onCommit.size(), onRollback.size());
  }

  /// A part of the block has been undone: what it wanted to be run after a commit is forgotten, and
  /// what it wanted to be run after a rollback is run in any case.
  void undoneSince(Mark mark) {
    onCommit.subList(mark.commits, onCommit.size()).clear();
    onCommit.addAll(onRollback.subList(mark.rollbacks, onRollback.size()));
  }
}
