package dev.tektite.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The backups of one database in a folder: `bank-20261120T181730.123Z.db`, so that names sort by
/// time. Other files are left alone.
///
/// *Immutable.*
///
/// @param folder where they are
/// @param name what their names begin with
record BackupFolder(Path folder, String name) {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final String ENDING = ".db";

  /// The file of a backup that is made at a moment.
  Path file(Instant moment) {
    return folder.resolve(name + "-" + FORMAT.format(moment) + ENDING);
  }

  /// Those there are, by the moment in their names, the oldest first.
  NavigableMap<Instant, Path> files() throws IOException {
    NavigableMap<Instant, Path> found = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    List<Path> all;
    try (Stream<Path> files = Files.list(folder)) {
      all = files.toList();
    }
    for (Path file : all) {
      String text = file.getFileName().toString();
      if (text.startsWith(name + "-") && text.endsWith(ENDING) && isWhole(file)) {
        put(found, file, text.substring(name.length() + 1, text.length() - ENDING.length()));
      }
    }
    return found;
  }

  private static void put(NavigableMap<Instant, Path> found, Path file, String moment) {
    try {
      found.put(Instant.from(FORMAT.parse(moment)), file);
    } catch (DateTimeParseException _) {
      // somebody else's file
    }
  }

  /// Whether it can be a database: what was made here is, but somebody may have cut it.
  private static boolean isWhole(Path file) throws IOException {
    return Files.isRegularFile(file) && Files.size(file) > 0 && Files.size(file) % 512 == 0;
  }

  /// Removes those up to a moment that need not be kept, but for the newest of them. What has a
  /// name from later than that was named by a wrong clock, and is left alone.
  void prune(Retention keep, Instant newest) throws IOException {
    NavigableMap<Instant, Path> files = files().headMap(newest, true);
    Set<Instant> kept = keep.kept(files.keySet());
    for (var each : files.entrySet()) {
      if (!kept.contains(each.getKey()) && !each.getKey().equals(files.lastKey())) {
        Files.deleteIfExists(each.getValue());
      }
    }
  }
}
