package dev.tektite.testkit.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A layer between SQLite and the operating system that lets files fail as a script says, and knows
/// what a power cut would leave of them.
///
/// Before a database is opened, `FaultVfs.install().on(folder)` begins a script for its files; then
/// [Faults] says what is to fail, and counts.
///
/// Once installed it is SQLite's default for the whole process: every database that is opened from
/// then on passes through it, encrypted ones too, and is left alone unless a script was begun for
/// its path before. Memory-mapped reads are off, so that every byte passes here.
///
/// What it does not see: what other processes do to the files, and the `-shm` file.
///
/// *Safe for any number of threads.*
public final class FaultVfs {
  // By install() alone, which is synchronized.
  private static @Nullable FaultVfs installed;

  private final String name;

  private FaultVfs(String name) {
    this.name = name;
  }

  /// Whether it can be installed here: there is a C compiler, and the system is not Windows.
  public static boolean isAvailable() {
    return CompiledVfs.canCompile();
  }

  /// Compiles it if this machine has not done so before, and makes it SQLite's default.
  ///
  /// @return the one of this process
  /// @throws IllegalStateException if it cannot be compiled, with what the compiler said
  public static synchronized FaultVfs install() {
    FaultVfs vfs = installed;
    if (vfs == null) {
      vfs = new FaultVfs(FaultCalls.install());
      installed = vfs;
    }
    return vfs;
  }

  /// The name under which SQLite knows it, for those who open a file by an explicit VFS.
  public String name() {
    return name;
  }

  /// Begins a script for the files of a folder, or for those whose full name begins with a path:
  /// the path of a database stands for its log and its journal too.
  ///
  /// The script holds for files that are opened after this. It keeps their content in memory, and
  /// refuses files of 2 GB and more. Of several scripts that fit, the latest holds.
  ///
  /// @param prefix a folder that exists, or the path of a database, which need not exist
  public Faults on(Path prefix) {
    return new Faults(new Script(FaultCalls.on(fullName(prefix))));
  }

  /// The name as SQLite will see it: absolute and without symbolic links.
  private static String fullName(Path prefix) {
    Path path = prefix.toAbsolutePath().normalize();
    try {
      if (Files.isDirectory(path)) {
        return path.toRealPath() + "/";
      }
      Path parent = path.getParent();
      return Files.exists(path) || parent == null
          ? path.toRealPath().toString()
          : parent.toRealPath().resolve(path.getFileName()).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The folder of " + path + " cannot be found: create it first", e);
    }
  }
}
