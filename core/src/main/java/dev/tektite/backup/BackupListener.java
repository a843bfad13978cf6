package dev.tektite.backup;

/// Who is told what became of the backups of a schedule. What it throws is logged.
///
/// *One thread at a time:* its methods are called by the thread that made the backup, one after
/// another.
public interface BackupListener {
  /// A backup has been made.
  default void made(BackupReport report) {}

  /// A backup could not be made, or old ones not removed.
  ///
  /// @param failure why
  /// @param consecutive how many have failed in a row; 0 if the backup was made, but old ones could
  ///   not be removed
  default void failed(Throwable failure, int consecutive) {}
}
