package dev.tektite.observe;

/// What can be wrong with a database that is in use.
///
/// *Immutable.*
public enum HealthConcern {
  /// It has been closed.
  CLOSED(true),
  /// A page could not be read, or a check has found problems: restore a backup.
  CORRUPT(true),
  /// The outcome of a commit is unknown, and none has succeeded since: nothing can be written.
  UNCERTAIN_COMMIT(true),
  /// Blocks that write are refused: the log has reached its ceiling, or the disk its reserve.
  WRITES_REFUSED(true),
  /// A block has had the turn to write for too long; all others wait.
  WRITER_STUCK(true),
  /// Maintenance has had the turn to write for long; all blocks that write wait.
  LONG_MAINTENANCE(false),
  /// Another process has held the lock that writers need for too long.
  FOREIGN_LOCK(false),
  /// Many blocks wait to write.
  LONG_QUEUE(false),
  /// The log is large: it cannot be started anew.
  LARGE_LOG(false),
  /// The log cannot be copied into the file: an error of the disk, or of an archive.
  LOG_NOT_COPIED(false),
  /// A block or a snapshot has been reading for too long; the log cannot shrink meanwhile.
  OLD_READER(false),
  /// Little of the disk is free.
  DISK_NEARLY_FULL(false),
  /// The latest backup of a schedule has failed.
  BACKUP_FAILED(false),
  /// A backup of a schedule is overdue.
  BACKUP_OVERDUE(false),
  /// Scheduled maintenance has failed.
  MAINTENANCE_FAILED(false);

  private final boolean serious;

  HealthConcern(boolean serious) {
    this.serious = serious;
  }

  /// Whether it makes a database unhealthy, not merely degraded: data is in danger, or nothing can
  /// be written.
  public boolean isSerious() {
    return serious;
  }
}
