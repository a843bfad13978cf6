package dev.tektite.copy;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names of copies that are not whole yet: `monday.db.partial-4711-3`, for process 4711. By it
/// one can tell what a killed process has left.
///
/// *Safe for any number of threads.*
public final class Partial {
  private static final System.Logger LOGGER = System.getLogger("dev.tektite");
  private static final String MARK = ".partial-";
  private static final Pattern ENDING =
      Pattern.compile("(\\d{1,18})-(\\d{1,18})(-journal|-wal|-shm)?");
  private static final long OWN = ProcessHandle.current().pid();
  private static final AtomicLong COUNT = new AtomicLong();

  // Those that this process is writing.
  private static final Set<Path> UNDER_WAY = ConcurrentHashMap.newKeySet();

  private Partial() {}

  /// A new name for what will be a file.
  public static Path nameFor(Path file) {
    return file.resolveSibling(
        "%s%s%d-%d".formatted(file.getFileName(), MARK, OWN, COUNT.incrementAndGet()));
  }

  /// Says that a file is being written from now on.
  public static void begin(Path partial) {
    UNDER_WAY.add(partial);
  }

  /// Says that it is not any more, and removes it if it is there.
  public static void end(Path partial) {
    try {
      for (String suffix : List.of("", "-journal", "-wal", "-shm")) {
        Files.deleteIfExists(partial.resolveSibling(partial.getFileName() + suffix));
      }
    } catch (IOException e) {
      LOGGER.log(
          Level.WARNING, "The unfinished copy " + partial + " cannot be removed: remove it", e);
    } finally {
      UNDER_WAY.remove(partial);
    }
  }

  /// Removes the unfinished copies of a file whose processes have ended.
  static void removeLeftovers(Path file) throws IOException {
    for (Path left : leftovers(file)) {
      Files.deleteIfExists(left);
      LOGGER.log(Level.INFO, "Removed {0}, which an earlier backup had left unfinished", left);
    }
  }

  private static List<Path> leftovers(Path file) throws IOException {
    String start = file.getFileName() + MARK;
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(
            file.resolveSibling("."), path -> path.getFileName().toString().startsWith(start))) {
      for (Path path : all) {
        Path candidate = file.resolveSibling(path.getFileName());
        Matcher ending = ENDING.matcher(path.getFileName().toString().substring(start.length()));
        if (ending.matches() && isLeft(candidate, ending)) {
          found.add(candidate);
        }
      }
    }
    return found;
  }

  private static boolean isLeft(Path path, Matcher ending) throws IOException {
    long process = Long.parseLong(ending.group(1));
    String whole = "%s-%s".formatted(ending.group(1), ending.group(2));
    if (process == OWN) {
      String name = path.getFileName().toString();
      String main = name.substring(0, name.lastIndexOf(whole) + whole.length());
      return !UNDER_WAY.contains(path.resolveSibling(main));
    }
    return ProcessHandle.of(process).filter(other -> mayHaveWritten(other, path)).isEmpty();
  }

  /// Whether a process is alive and not one that got the number of an earlier one.
  private static boolean mayHaveWritten(ProcessHandle process, Path path) {
    if (!process.isAlive()) {
      return false;
    }
    Instant started = process.info().startInstant().orElse(Instant.MIN);
    try {
      return !started.isAfter(Files.getLastModifiedTime(path).toInstant().plusSeconds(2));
    } catch (IOException e) {
      return true;
    }
  }
}
