package dev.tektite.testkit.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The compiled `fault_vfs.c`: made by the C compiler of this machine when it is first needed, and
/// kept in the user's cache folder under a name that holds the checksum of its source.
final class CompiledVfs {
  private static final String SOURCE = "fault_vfs.c";
  private static final String HEADER = "sqlite3.h";
  private static final List<String> FLAGS =
      List.of("-std=c11", "-O2", "-g", "-fPIC", "-shared", "-fvisibility=hidden");

  private CompiledVfs() {}

  static boolean canCompile() {
    return !System.getProperty("os.name").startsWith("Windows") && compiler().isPresent();
  }

  /// The library file.
  static Path file() {
    Path compiler =
        compiler()
            .orElseThrow(() ->
                new IllegalStateException(
                    "The fault VFS needs a C compiler, but there is no cc and no gcc on the PATH:"
                        + " install one, or skip the test where FaultVfs.isAvailable() is false"));
    try {
      byte[] source = resource(SOURCE);
      byte[] header = resource(HEADER);
      Path target = cacheFolder().resolve("fault-vfs-" + checksum(source, header) + ".so");
      if (!Files.exists(target)) {
        compile(compiler, source, header, target);
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot compile the fault VFS into " + cacheFolder(), e);
    }
  }

  /// Compiles beside the final place and renames, so that nobody meets half a library.
  private static void compile(Path compiler, byte[] source, byte[] header, Path target)
      throws IOException {
    Files.createDirectories(target.getParent());
    Path scratch = Files.createTempDirectory(target.getParent(), "compiling-");
    Path fresh = scratch.resolve("fresh.so");
    try {
      Files.write(scratch.resolve(SOURCE), source);
      Files.write(scratch.resolve(HEADER), header);
      List<String> command = new ArrayList<>(List.of(compiler.toString()));
      command.addAll(FLAGS);
      command.addAll(List.of(SOURCE, "-lpthread", "-o", fresh.toString()));
      run(command, scratch);
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      for (String name : List.of(SOURCE, HEADER, "fresh.so", ".")) {
        Files.deleteIfExists(scratch.resolve(name).normalize());
      }
    }
  }

  private static void run(List<String> command, Path folder) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    try (InputStream output = process.getInputStream()) {
      String said = new String(output.readAllBytes(), Charset.defaultCharset());
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException(
            "%s ended with %d: %s".formatted(String.join(" ", command), code, said));
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while " + command.getFirst() + " ran", e);
    }
  }

  /// The C compiler: what `CC` names, else `cc`, else `gcc`.
  static Optional<Path> compiler() {
    String named = System.getenv("CC");
    Stream<String> names = Stream.of(named == null ? "" : named, "cc", "gcc");
    String[] folders = Optional.ofNullable(System.getenv("PATH")).orElse("").split(":");
    return names
        .filter(name -> !name.isBlank())
        .flatMap(name -> Arrays.stream(folders).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = CompiledVfs.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("The test kit's jar lacks " + name);
      }
      return in.readAllBytes();
    }
  }

  private static String checksum(byte[] source, byte[] header) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(source);
      digest.update(header);
      digest.update((FLAGS + System.getProperty("os.arch")).getBytes(Charset.defaultCharset()));
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Path cacheFolder() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base =
        xdg != null && !xdg.isEmpty()
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".cache");
    return base.resolve("tektite");
  }
}
