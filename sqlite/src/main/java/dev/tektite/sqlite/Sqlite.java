package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.Library;
import dev.tektite.sqlite.ffm.LibraryCalls;
import dev.tektite.sqlite.ffm.Memory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/// The library as a whole: what it is, what it can do, what it counts.
///
/// *Safe for any number of threads.*
public final class Sqlite {
  private static final int FIRST_WITH_WAL = 3_007_000;
  private static final int FIRST_REPAIRED = 3_051_003;
  private static final int REPAIRED_BACKPORT = 3_050_007;
  private static final int VFS_NEXT_OFFSET = 16;
  private static final int VFS_NAME_OFFSET = 24;

  private Sqlite() {}

  /// The version of SQLite, such as `3.53.4`.
  public static String version() {
    return Memory.textUntilNul(LibraryCalls.version());
  }

  /// The version of SQLite as a number, such as 3053004 for 3.53.4.
  public static int versionNumber() {
    return LibraryCalls.versionNumber();
  }

  /// The date and the hash of the source that the library was built from.
  public static String sourceId() {
    return Memory.textUntilNul(LibraryCalls.sourceId());
  }

  /// The file that the library was loaded from.
  public static Path libraryFile() {
    return Library.file();
  }

  /// Whether this version can damage a database in WAL mode when two connections write and run
  /// checkpoints at the same instant ([walresetbug](https://www.sqlite.org/wal.html#walresetbug)):
  /// those from 3.7.0 to 3.51.2, except 3.50.7.
  public static boolean hasWalResetBug() {
    return hasWalResetBug(versionNumber());
  }

  static boolean hasWalResetBug(int version) {
    return version >= FIRST_WITH_WAL && version < FIRST_REPAIRED && version != REPAIRED_BACKPORT;
  }

  /// The options that the library was compiled with, without their `SQLITE_`.
  public static List<String> compileOptions() {
    List<String> options = new ArrayList<>();
    for (long text = LibraryCalls.compileOption(0);
        text != 0;
        text = LibraryCalls.compileOption(options.size())) {
      options.add(Memory.textUntilNul(text));
    }
    return List.copyOf(options);
  }

  /// The names of the [VFSes](https://www.sqlite.org/vfs.html), the default one first.
  public static List<String> vfsNames() {
    List<String> names = new ArrayList<>();
    for (long vfs = LibraryCalls.findVfs(0);
        vfs != 0;
        vfs = Memory.getLong(vfs + VFS_NEXT_OFFSET)) {
      names.add(Memory.textUntilNul(Memory.getLong(vfs + VFS_NAME_OFFSET)));
    }
    return List.copyOf(names);
  }

  /// Whether a text ends with a complete statement: with a semicolon that stands in no literal, no
  /// comment and no trigger ([complete](https://www.sqlite.org/c3ref/complete.html)). The
  /// statements need not be right.
  public static boolean isComplete(String sql) {
    Opening.refuseNul("text", sql);
    return withText(sql, text -> LibraryCalls.complete(text) == 1);
  }

  /// Whether a word is a keyword, so that as a name it must be quoted.
  public static boolean isKeyword(String word) {
    byte[] bytes = Utf8.encode(word);
    return withText(word, text -> LibraryCalls.keywordCheck(text, bytes.length) != 0);
  }

  private static <T> T withText(String text, LongFunction<T> use) {
    var slab = new Slab();
    try {
      return use.apply(slab.textAddress(text));
    } finally {
      slab.free();
    }
  }

  /// A counter of the whole process.
  public static long counter(LibraryCounter counter) {
    return read(counter, 0);
  }

  /// A counter of the whole process, whose highest value is set to the current one by this.
  public static long resetCounter(LibraryCounter counter) {
    return read(counter, 1);
  }

  private static long read(LibraryCounter counter, int reset) {
    var slab = new Slab();
    try {
      slab.reserve(16);
      long result = slab.latest();
      Memory.putLong(result, 0);
      Memory.putLong(result + 8, 0);
      LibraryCalls.status(counter.code, result, result + 8, reset);
      return Memory.getLong(counter.isHighest ? result + 8 : result);
    } finally {
      slab.free();
    }
  }
}
