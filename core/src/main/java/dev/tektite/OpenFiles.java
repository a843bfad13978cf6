package dev.tektite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The files that are open in this process, so that none is opened twice.
///
/// *Safe for any number of threads.*
final class OpenFiles {
  private static final int MOST_LINKS = 40;

  // Guarded by the class.
  private static final Map<Path, String> OPEN = new HashMap<>();

  private OpenFiles() {}

  /// Takes note that a file is being opened.
  ///
  /// @param identity from [#identity(Path)]
  /// @throws IllegalStateException if it is open already, saying where it was opened
  static synchronized void add(Path identity) {
    String where = OPEN.putIfAbsent(identity, here());
    if (where != null) {
      throw new IllegalStateException(
          "The database %s is open already in this process, %s: share that Database instead"
              .formatted(identity, where));
    }
  }

  /// Takes note that a file is being written, so that nobody opens it.
  ///
  /// @param identity from [#identity(Path)]
  /// @param purpose what for: `a backup to it is under way`
  /// @throws IllegalStateException if it is open, or being written already
  static synchronized void reserve(Path identity, String purpose) {
    String where = OPEN.putIfAbsent(identity, "where " + purpose);
    if (where != null) {
      throw new IllegalStateException(
          "The file %s cannot be written: it is open already in this process, %s"
              .formatted(identity, where));
    }
  }

  /// Whether a file is open or being written in this process.
  static synchronized boolean contains(Path identity) {
    return OPEN.containsKey(identity);
  }

  /// Refuses a file that is open: to read it past SQLite would drop SQLite's locks.
  ///
  /// @param identity from [#identity(Path)]
  static synchronized void refuseOpen(Path identity) {
    String where = OPEN.get(identity);
    if (where != null) {
      throw new IllegalStateException(
          "The database %s is open in this process, %s: close it first".formatted(identity, where));
    }
  }

  /// The reverse of [#add(Path)].
  static synchronized void remove(Path identity) {
    OPEN.remove(identity);
  }

  /// The one path of a file, whatever spelling it was given by: absolute, without symbolic links.
  /// The file need not exist; its folder must.
  static Path identity(Path file) throws IOException {
    Path path = file.toAbsolutePath();
    for (int i = 0; i < MOST_LINKS && Files.isSymbolicLink(path); i++) {
      path = path.resolveSibling(Files.readSymbolicLink(path)).toAbsolutePath();
    }
    if (Files.exists(path)) {
      return path.toRealPath();
    }
    Path folder = path.getParent();
    return folder == null ? path : folder.toRealPath().resolve(path.getFileName());
  }

  private static String here() {
    String caller =
        StackWalker.getInstance()
            .walk(frames ->
                frames
                    .filter(frame -> !frame.getClassName().startsWith("dev.tektite."))
                    .findFirst()
                    .map(StackWalker.StackFrame::toString)
                    .orElse("an unknown place"));
    return "opened at %s by thread %s".formatted(caller, Thread.currentThread().getName());
  }
}
