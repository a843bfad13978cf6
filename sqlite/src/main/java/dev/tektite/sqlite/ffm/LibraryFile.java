package dev.tektite.sqlite.ffm;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Finds the file of the C library: the one that a system property names, else the bundled one
/// (extracted once into the user's cache folder under a name that holds its checksum), else the
/// system's.
final class LibraryFile {
  /// The system property that names a library file to be used instead of the bundled one.
  static final String PROPERTY = "dev.tektite.sqlite.library";

  /// What stands for the system's own library, which is looked for by name.
  static final Path SYSTEM = Path.of(System.mapLibraryName("sqlite3"));

  private static final List<String> SYSTEM_NAMES =
      List.of(SYSTEM.toString(), "libsqlite3.so.0", "/usr/lib/libsqlite3.dylib", "winsqlite3.dll");

  private static final String RESOURCES = "dev/tektite/native/";

  private LibraryFile() {}

  static Path locate() {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      return Path.of(named).toAbsolutePath();
    }
    String folder = RESOURCES + platform() + "/";
    String name = fileName();
    try (InputStream checksum = resource(folder + name + ".sha256")) {
      return checksum == null ? SYSTEM : extracted(folder + name, checksum);
    } catch (IOException e) {
      throw failure("Cannot extract SQLite's library into %s".formatted(cacheFolder()), e);
    }
  }

  /// Loads the library of the system under the first of its names that is known here.
  static SymbolLookup systemLookup() {
    for (String name : SYSTEM_NAMES) {
      try {
        return SymbolLookup.libraryLookup(name, Arena.global());
      } catch (IllegalArgumentException e) {
        // Not known here: the next one may be.
      }
    }
    throw failure(
        "There is no library for this platform (%s) on the class path, and the system has no SQLite."
            .formatted(platform()),
        null);
  }

  static UnsatisfiedLinkError unusable(Path file, Throwable cause) {
    return failure(
        "Cannot load SQLite's library %s. Is its folder mounted noexec, or is it of another platform?"
            .formatted(file),
        cause);
  }

  private static UnsatisfiedLinkError failure(String message, @Nullable Throwable cause) {
    var error =
        new UnsatisfiedLinkError(
            message
                + " Set the system property %s to the path of a library that can be loaded."
                    .formatted(PROPERTY));
    error.initCause(cause);
    return error;
  }

  private static Path extracted(String resource, InputStream checksumFile) throws IOException {
    String checksum =
        new String(checksumFile.readAllBytes(), StandardCharsets.US_ASCII).strip().split("\\s+")[0];
    String name = fileName();
    int dot = name.lastIndexOf('.');
    Path target =
        cacheFolder().resolve(name.substring(0, dot) + "-" + checksum + name.substring(dot));
    if (!Files.exists(target)) {
      Files.createDirectories(cacheFolder());
      Path fresh = Files.createTempFile(cacheFolder(), name, ".part");
      try {
        write(resource, fresh);
        moveUnlessThere(fresh, target);
      } finally {
        Files.deleteIfExists(fresh);
      }
    }
    return target;
  }

  /// Writes a resource to disk for good, so that after a crash no empty file bears the final name.
  private static void write(String resource, Path file) throws IOException {
    try (InputStream library = resource(resource);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (library == null) {
        throw new IOException("The jar has a checksum but no " + resource);
      }
      library.transferTo(Channels.newOutputStream(channel));
      channel.force(true);
    }
  }

  /// Another process may have been faster, and on Windows a library in use cannot be replaced.
  private static void moveUnlessThere(Path fresh, Path target) throws IOException {
    try {
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.exists(target)) {
        throw e;
      }
    }
  }

  private static @Nullable InputStream resource(String name) {
    ClassLoader loader = LibraryFile.class.getClassLoader();
    return loader == null
        ? ClassLoader.getSystemResourceAsStream(name)
        : loader.getResourceAsStream(name);
  }

  private static Path cacheFolder() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    String windows = System.getenv("LOCALAPPDATA");
    Path base =
        xdg != null && !xdg.isEmpty()
            ? Path.of(xdg)
            : windows != null
                ? Path.of(windows)
                : Path.of(System.getProperty("user.home"), ".cache");
    return base.resolve("tektite");
  }

  private static String fileName() {
    return System.mapLibraryName("tektite-sqlite");
  }

  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String family = os.startsWith("windows") ? "windows" : os.startsWith("mac") ? "macos" : "linux";
    String processor =
        switch (arch) {
          case "amd64", "x86_64" -> "x64";
          case "aarch64" -> "arm64";
          default -> arch;
        };
    return family + "-" + processor + (family.equals("linux") && isMusl() ? "-musl" : "");
  }

  private static boolean isMusl() {
    return Files.exists(Path.of("/lib/ld-musl-x86_64.so.1"))
        && !Files.exists(Path.of("/lib64/ld-linux-x86-64.so.2"));
  }
}
