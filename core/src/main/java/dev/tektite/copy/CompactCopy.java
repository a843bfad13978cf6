package dev.tektite.copy;

import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Copies a database by `VACUUM INTO`, which leaves free pages out
/// ([vacuum](https://www.sqlite.org/lang_vacuum.html#vacuuminto)).
final class CompactCopy {
  private CompactCopy() {}

  /// Copies into a file that is created. The statement has a read transaction of its own, which no
  /// writer ends.
  ///
  /// @param source has no transaction open
  static void run(Connection source, Target target, Monitor monitor) {
    int pageBytes = (int) PageCopy.number(source, "pragma page_size");
    long pages =
        PageCopy.number(source, "pragma page_count")
            - PageCopy.number(source, "pragma freelist_count");
    target.requireRoom(pages * pageBytes);
    source.execute("pragma query_only = off"); // it would refuse to write the copy as well
    monitor.tell();
    Path file = target.partial();
    try (Statement vacuum = source.prepare("vacuum into ?")) {
      vacuum.bindText(1, file.toString());
      Apart.run(
          source, vacuum::run, () -> monitor.copied(pagesOf(file, pageBytes), pages, pageBytes));
    }
    long copied = pagesOf(file, pageBytes);
    monitor.copied(copied, copied, pageBytes);
  }

  private static long pagesOf(Path file, int pageBytes) {
    try {
      return Files.exists(file) ? Files.size(file) / pageBytes : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
