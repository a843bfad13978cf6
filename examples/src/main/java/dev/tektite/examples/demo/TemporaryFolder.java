package dev.tektite.examples.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder that is deleted with everything in it, also when the demo is broken off.
///
/// *Safe for any number of threads.*
final class TemporaryFolder implements AutoCloseable {
  private final Path path;
  private final Thread atExit = new Thread(this::breakOff, "delete the demo's files");

  private TemporaryFolder(Path path) {
    this.path = path;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /// Makes a folder where the system keeps such things.
  static TemporaryFolder create() throws IOException {
    return new TemporaryFolder(Files.createTempDirectory("tektite-demo-"));
  }

  Path path() {
    return path;
  }

  /// The kind of the file system below, such as `ext4`.
  String fileSystem() throws IOException {
    return Files.getFileStore(path).type();
  }

  @Override
  public void close() {
    deleteAll();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  /// Ends the child processes first, which could make the folder anew.
  private void breakOff() {
    List<ProcessHandle> children = ProcessHandle.current().children().toList();
    children.forEach(ProcessHandle::destroyForcibly);
    children.forEach(child -> child.onExit().join());
    deleteAll();
  }

  private void deleteAll() {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException _) {
      // deleted already
    } catch (IOException | UncheckedIOException e) {
      System.err.println("demo: " + path + " could not be deleted: " + e.getMessage());
    }
  }
}
