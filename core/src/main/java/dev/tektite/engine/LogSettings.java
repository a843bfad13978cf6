package dev.tektite.engine;

import dev.tektite.wal.WalPolicy;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What the keeper is told about the log of one database.
///
/// *Immutable.*
///
/// @param policy what to do, and when
/// @param file the database file, or `null` for a database in memory; it is never opened by this
/// @param disk tells how much of the disk is free, or `null` if that is not known
public record LogSettings(WalPolicy policy, @Nullable Path file, @Nullable Disk disk) {
  /// Tells how much of a disk is free.
  public interface Disk {
    /// Bytes that this process may still write.
    ///
    /// @throws IOException if that cannot be told
    long usableBytes() throws IOException;
  }

  /// For a database file on its own disk.
  public static LogSettings of(WalPolicy policy, @Nullable Path file) {
    return new LogSettings(policy, file, file == null ? null : new DiskOf(file));
  }

  /// The disk that a file is on. It is looked up when it is first asked for, which is not before
  /// something was written: the list of all mounts is read for it, and that would take a good part
  /// of the time that it takes to open a small database.
  private static final class DiskOf implements Disk {
    private final Path file;
    // Only with the keeper's lock.
    private @Nullable FileStore store;

    DiskOf(Path file) {
      this.file = file;
    }

    @Override
    public long usableBytes() throws IOException {
      FileStore found = store;
      if (found == null) {
        found = Files.getFileStore(file.toAbsolutePath().getParent());
        store = found;
      }
      return found.getUsableSpace();
    }
  }
}
