package dev.tektite.copy;

import dev.tektite.sqlite.DatabaseException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The file that a copy becomes: written beside its place under another name, then given its own.
///
/// *One thread at a time.*
public final class Target {
  private static final int FULL = 13;

  private final Path file;
  private final boolean replace;
  private final Path partial;
  private boolean named;

  /// @param file absolute and without symbolic links
  /// @param replace whether a file may be there
  public Target(Path file, boolean replace) {
    this.file = file;
    this.replace = replace;
    this.partial = Partial.nameFor(file);
  }

  /// The file that it becomes.
  Path file() {
    return file;
  }

  /// The file that is written.
  public Path partial() {
    return partial;
  }

  private Path folder() {
    Path folder = file.getParent();
    return folder == null ? file : folder;
  }

  /// Refuses a file that is there and not to be replaced, and removes what killed processes left.
  public void prepare() throws IOException {
    if (!replace && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw alreadyThere(null);
    }
    Partial.removeLeftovers(file);
    Partial.begin(partial);
  }

  private IllegalStateException alreadyThere(@Nullable Throwable cause) {
    return new IllegalStateException(
        "There is a file %s already: give another name, or say replace(true)".formatted(file),
        cause);
  }

  /// Refuses to fill the disk.
  ///
  /// @throws DatabaseException.Full if there is less room than is needed
  public void requireRoom(long bytes) {
    long room = room();
    if (room < bytes) {
      throw DatabaseException.of(
          FULL,
          "the copy needs %d bytes, and there are %d free in %s: make room"
              .formatted(bytes, room, folder()),
          null,
          -1);
    }
  }

  private long room() {
    try {
      return Files.getFileStore(folder()).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE; // whoever writes will find out
    }
  }

  /// Flushes what was written.
  public void flush() throws IOException {
    Flush.file(partial);
  }

  /// Gives the file its name: from one moment to the next there is the new one instead of the
  /// former one, or of none.
  ///
  /// @return the files beside it that were removed
  public List<Path> publish() throws IOException {
    List<Path> removed =
        replace
            ? new Replaced(file).settle()
            : Replaced.removeCompanions(file); // of a database that is gone
    if (replace) {
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    } else {
      moveToNewName();
    }
    named = true;
    Flush.folder(folder());
    return removed;
  }

  /// What a failure has left, in words.
  String outcome() {
    return named
        ? "the file is whole and in its place, but its name may not survive a power cut"
        : "nothing was left, and what was there before is as it was";
  }

  private void moveToNewName() throws IOException {
    if (link()) {
      Files.delete(partial);
    } else if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw alreadyThere(null);
    } else {
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /// A rename would replace a file that has appeared meanwhile; a link does not.
  ///
  /// @return whether the file system can
  private boolean link() throws IOException {
    try {
      Files.createLink(file, partial);
      return true;
    } catch (FileAlreadyExistsException e) {
      throw alreadyThere(e);
    } catch (UnsupportedOperationException | FileSystemException e) {
      return false;
    }
  }

  /// Removes what was written, unless it has its name by now.
  public void end() {
    Partial.end(partial);
  }
}
