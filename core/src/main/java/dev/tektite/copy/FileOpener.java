package dev.tektite.copy;

import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.OpenMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Opens files, and prepares each connection.
///
/// *Safe for any number of threads,* as far as what prepares is.
///
/// @param prepare what is done with each connection that checks
public record FileOpener(Consumer<? super Connection> prepare) implements CopyOpener {
  @Override
  public Connection create(Path file) {
    return Connection.open(file, OpenMode.CREATE);
  }

  /// With [immutable](https://www.sqlite.org/uri.html#uriimmutable) there are no locks, and a file
  /// in WAL mode needs no log: nothing appears beside the file, and a read-only folder will do.
  @Override
  public Connection finished(Path file) {
    Connection connection =
        Connection.openUri("file:" + escaped(file) + "?immutable=1", OpenMode.READ_ONLY);
    try {
      prepare.accept(connection);
      return connection;
    } catch (Throwable e) {
      connection.close();
      throw e;
    }
  }

  /// The path as SQLite takes it in a URI: bytes that mean something there are written in hex.
  static String escaped(Path file) {
    String path = file.toAbsolutePath().toString().replace('\\', '/');
    var text = new StringBuilder(path.startsWith("/") ? "" : "/");
    for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (each & 0xff);
      boolean plain =
          letter < 128 && (Character.isLetterOrDigit(letter) || "/-_.:".indexOf(letter) >= 0);
      text.append(plain ? String.valueOf(letter) : "%%%02X".formatted((int) letter));
    }
    return text.toString();
  }
}
