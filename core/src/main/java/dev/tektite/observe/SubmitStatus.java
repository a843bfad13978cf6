package dev.tektite.observe;

/// The queue of submitted blocks at one moment. Each block that was taken in is counted in exactly
/// one of `pending`, `running`, `processed` and `dropped`.
///
/// *Immutable.*
///
/// @param capacity how many blocks may be queued or running
/// @param capacityBytes how many bytes they may hold, or [Long#MAX_VALUE]
/// @param pending blocks that wait
/// @param running blocks that have been taken out to share the next commit, and are not over yet
/// @param bytes what `pending` and `running` hold, as far as their sizes were told
/// @param producersWaiting threads that wait for room
/// @param processed blocks that are over, those that failed included
/// @param failed those of them that failed
/// @param dropped blocks that never ran: they gave way to newer ones, or were discarded at close
/// @param rejected blocks that were not taken in, because there was no room
public record SubmitStatus(
    int capacity,
    long capacityBytes,
    int pending,
    int running,
    long bytes,
    int producersWaiting,
    long processed,
    long failed,
    long dropped,
    long rejected) {

  /// How full it is, from 0 to 1: by blocks or by bytes, whichever is more.
  public double utilization() {
    double blocks = (double) (pending + running) / capacity;
    return Math.max(blocks, (double) bytes / capacityBytes);
  }

  /// How many blocks have been taken in.
  public long accepted() {
    return pending + running + processed + dropped;
  }
}
