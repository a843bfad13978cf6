package dev.tektite.sqlite.ffm;

import static dev.tektite.sqlite.ffm.Calls.INT;
import static dev.tektite.sqlite.ffm.Calls.POINTER;
import static dev.tektite.sqlite.ffm.Calls.constantTime;
import static dev.tektite.sqlite.ffm.Calls.function;

import java.lang.invoke.MethodHandle;

/// Functions of the library as a whole.
///
/// *Safe for any number of threads.* What the pointers stand for is not.
public final class LibraryCalls {
  private static final MethodHandle VERSION = constantTime("sqlite3_libversion", POINTER);
  private static final MethodHandle VERSION_NUMBER = constantTime("sqlite3_libversion_number", INT);
  private static final MethodHandle SOURCE_ID = constantTime("sqlite3_sourceid", POINTER);
  private static final MethodHandle COMPILE_OPTION =
      constantTime("sqlite3_compileoption_get", POINTER, INT);
  private static final MethodHandle COMPLETE = function("sqlite3_complete", INT, POINTER);
  private static final MethodHandle FIND_VFS = function("sqlite3_vfs_find", POINTER, POINTER);
  private static final MethodHandle STATUS =
      function("sqlite3_status64", INT, INT, POINTER, POINTER, INT);
  private static final MethodHandle KEYWORD_CHECK =
      function("sqlite3_keyword_check", INT, POINTER, INT);

  private LibraryCalls() {}

  /// The version as text.
  public static long version() {
    try {
      return (long) VERSION.invokeExact();
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// The version as a number: 3053004.
  public static int versionNumber() {
    try {
      return (int) VERSION_NUMBER.invokeExact();
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// The version of the source.
  public static long sourceId() {
    try {
      return (long) SOURCE_ID.invokeExact();
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// An option of the compilation, or 0.
  public static long compileOption(int index) {
    try {
      return (long) COMPILE_OPTION.invokeExact(index);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Whether a text ends with a complete statement.
  public static int complete(long sql) {
    try {
      return (int) COMPLETE.invokeExact(sql);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// A VFS, the default one for 0.
  public static long findVfs(long name) {
    try {
      return (long) FIND_VFS.invokeExact(name);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// A counter.
  public static int status(int counter, long current, long highest, int reset) {
    try {
      return (int) STATUS.invokeExact(counter, current, highest, reset);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Whether a word is a keyword.
  public static int keywordCheck(long word, int bytes) {
    try {
      return (int) KEYWORD_CHECK.invokeExact(word, bytes);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }
}
