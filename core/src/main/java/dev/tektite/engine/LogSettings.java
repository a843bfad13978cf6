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
    return new LogSettings(policy, file, file == null ? null : disk(file));
  }

  private static @Nullable Disk disk(Path file) {
    try {
      FileStore store = Files.getFileStore(file.toAbsolutePath().getParent());
      return store::getUsableSpace;
    } catch (IOException e) {
      return null; // what is not known cannot be kept in reserve
    }
  }
}
