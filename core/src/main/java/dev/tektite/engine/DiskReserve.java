package dev.tektite.engine;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Has blocks that write refused while less of the disk is free than is to be kept.
///
/// *One thread at a time:* who has the keeper's lock.
final class DiskReserve {
  private static final System.Logger LOGGER = System.getLogger("dev.tektite");

  private final String file;
  private final long reserveBytes;
  private final LogSettings.@Nullable Disk disk;
  private final Admission admission;

  private boolean refuses;

  DiskReserve(
      String file, long reserveBytes, LogSettings.@Nullable Disk disk, Admission admission) {
    this.file = file;
    this.reserveBytes = reserveBytes;
    this.disk = disk;
    this.admission = admission;
  }

  /// Looks how much is free.
  void look() {
    if (disk == null || reserveBytes == 0) {
      return;
    }
    long free = usable(disk);
    boolean tooLittle = free < reserveBytes;
    if (tooLittle != refuses) {
      refuses = tooLittle;
      String message =
          "The disk of %s is nearly full: %s are free, and %s are kept in reserve"
              .formatted(file, megabytes(free), megabytes(reserveBytes));
      LOGGER.log(
          Level.WARNING,
          refuses
              ? message + "; blocks that write are refused"
              : "The disk of %s has room again: %s are free".formatted(file, megabytes(free)));
      admission.refuse(
          Admission.Reason.DISK, refuses ? message + ": make room; this block did not run" : null);
    }
  }

  private long usable(LogSettings.Disk from) {
    try {
      return from.usableBytes();
    } catch (IOException e) {
      return refuses ? 0 : Long.MAX_VALUE; // nothing is known: it stays as it was
    }
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
