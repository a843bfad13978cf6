package dev.tektite.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder that is deleted with everything in it, also when the run is broken off. *Safe for any
/// number of threads.*
public final class TemporaryFolder implements AutoCloseable {

  private final Path path;
  private final Thread atExit = new Thread(this::breakOff, "delete the benchmark's files");

  private TemporaryFolder(Path path) {
    this.path = path;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /// Makes a new folder within the given one, which is made too where it is missing.
  public static TemporaryFolder in(Path parent) throws IOException {
    return new TemporaryFolder(
        Files.createTempDirectory(Files.createDirectories(parent), "bench-"));
  }

  public Path path() {
    return path;
  }

  /// Makes a folder within this one.
  Path folder(String name) throws IOException {
    return Files.createDirectory(path.resolve(name));
  }

  @Override
  public void close() {
    deleteAll();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  /// The contenders still use their files: they are ended first.
  private void breakOff() {
    List<ProcessHandle> contenders = ProcessHandle.current().children().toList();
    contenders.forEach(ProcessHandle::destroyForcibly);
    contenders.forEach(contender -> contender.onExit().join());
    deleteAll();
  }

  private void deleteAll() {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println("bench: " + path + " could not be deleted: " + e.getMessage());
    }
  }
}
