package dev.tektite.benchmarks.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// The C contender: compiled against the very library that Tektite ships, and kept until its
/// source, its compiler's flags or the library change.
final class CProgram {

  private static final List<String> FLAGS = List.of("-O2", "-std=gnu11", "-Wall", "-Wextra");

  private final Layout layout;

  CProgram(Layout layout) {
    this.layout = layout;
  }

  /// The compiled program.
  ///
  /// @throws BenchmarkFailure if the library or the compiler is missing
  Path executable() throws IOException {
    Path folder = libraryFolder();
    Path library = library(folder);
    List<Path> sources = files(layout.cSources());
    Path program =
        layout.target().resolve("c").resolve(checksum(sources, library)).resolve("bench");
    if (!Files.isExecutable(program)) {
      compile(sources, folder, library, program);
    }
    return program;
  }

  private Path libraryFolder() throws IOException {
    return Path.of(output(List.of(layout.nativeBuild().toString(), "--print-dir")).strip());
  }

  private static Path library(Path folder) throws IOException {
    return files(folder).stream()
        .filter(file -> file.getFileName().toString().matches("libtektite-sqlite\\.(so|dylib)"))
        .findFirst()
        .orElseThrow(() ->
            new BenchmarkFailure(
                "no libtektite-sqlite is in " + folder + ", which native/build named"));
  }

  /// Compiles beside the final place and renames, so that an interrupted run leaves no half
  /// program.
  private static void compile(List<Path> sources, Path folder, Path library, Path program)
      throws IOException {
    Files.createDirectories(program.getParent());
    Path unfinished = program.resolveSibling("bench.new");
    List<String> command = new ArrayList<>(List.of("cc"));
    command.addAll(FLAGS);
    command.add("-I" + folder);
    sources.stream().map(Path::toString).filter(name -> name.endsWith(".c")).forEach(command::add);
    command.addAll(
        List.of(
            library.toString(), "-Wl,-rpath," + folder, "-lpthread", "-o", unfinished.toString()));
    output(command);
    Files.move(unfinished, program);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String checksum(List<Path> sources, Path library) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((FLAGS + " " + library).getBytes(StandardCharsets.UTF_8));
      for (Path source : sources) {
        digest.update(Files.readAllBytes(source));
      }
      digest.update(Files.readAllBytes(library));
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Runs a command and returns what it writes to standard output.
  static String output(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new BenchmarkFailure(
            command.getFirst()
                + " ended with "
                + process.exitValue()
                + ": "
                + String.join(" ", command));
      }
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkFailure("interrupted while waiting for " + command.getFirst(), e);
    }
  }
}
