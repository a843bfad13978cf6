package dev.tektite.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What this process uses at one moment, to be compared with another moment.
///
/// *Immutable.*
///
/// @param threads platform threads that live
/// @param descriptors open file descriptors; 0 where the system does not list them
/// @param nativeBytes bytes that C code has allocated; 0 where the C library does not say
public record ProcessUsage(int threads, int descriptors, long nativeBytes) {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /// What it uses now.
  public static ProcessUsage now() {
    return new ProcessUsage(
        Thread.getAllStackTraces().size(), openFiles().size(), NativeMemory.allocatedBytes());
  }

  /// The names of live platform threads that begin with a prefix.
  public static List<String> threadsNamed(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(prefix))
        .sorted()
        .toList();
  }

  /// The open files whose path begins with a file's, such as a database with its `-wal` and `-shm`;
  /// empty where the system does not list them.
  public static List<String> openFiles(Path file) {
    String prefix = file.toAbsolutePath().toString();
    return openFiles().stream().filter(path -> path.startsWith(prefix)).toList();
  }

  /// Reads links only: no file is opened, so that no lock on any can get lost.
  private static List<String> openFiles() {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return List.of();
    }
    List<String> files = new ArrayList<>();
    try (var descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path descriptor : descriptors) {
        files.add(target(descriptor));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The open files of this process cannot be listed", e);
    }
    return files;
  }

  private static String target(Path descriptor) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException e) {
      return ""; // closed in the meantime
    }
  }
}
