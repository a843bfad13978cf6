package dev.tektite.observe;

/// Is told every commit of this open database, in their order, one at a time, after it is durable.
///
/// It is called by a thread that has committed, after the others may go on; the `write` of that
/// thread returns when the listeners have, unless another thread is telling commits just then,
/// which tells this one as well. It may open blocks. Commits of other processes are not told.
///
/// *Safe for any number of threads:* listeners must be, since the committing thread changes.
@FunctionalInterface
public interface CommitListener {
  /// A commit has been stored. What this throws is logged, and changes nothing.
  void committed(CommitEvent commit);
}
