package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.ConnectionCalls;
import dev.tektite.sqlite.ffm.Memory;
import dev.tektite.sqlite.ffm.ShmCalls;
import java.lang.invoke.VarHandle;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The header of the WAL-index in shared memory: 48 bytes that differ after every commit by
/// anybody, in this process or another ([walformat](https://www.sqlite.org/walformat.html), section
/// 2.1).
///
/// SQLite compares the same bytes to find out whether a snapshot is still the newest. They are read
/// through the memory that the connection's own file has mapped, never by opening the `-shm` file:
/// closing any descriptor of it would drop SQLite's locks.
///
/// *One thread at a time:* the owner of the connection.
public final class WalIndex {
  /// The number of 64-bit words of the header.
  public static final int WORDS = 6;

  private static final Pattern JOURNAL_MODE =
      Pattern.compile("journal_mode.*[=(]", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final int FILE_POINTER = 7;
  private static final int METHODS_WITH_SHM = 2;
  private static final int SHM_MAP_OFFSET = 104;
  private static final int FRAMES_OFFSET = 16;
  private static final int COPIED_FRAMES_OFFSET = 96;

  private final Connection connection;
  private final long header;
  private final int generation;

  private WalIndex(Connection connection, long header) {
    this.connection = connection;
    this.header = header;
    this.generation = connection.walGeneration;
  }

  /// That of the main database, or `null` where there is none.
  static @Nullable WalIndex of(Connection connection) {
    if (connection.walLeavers > 0 || !isMapped(connection)) {
      return null;
    }
    Slab slab = connection.slab;
    slab.clear();
    slab.reserve(8);
    long result = slab.latest();
    Memory.putLong(result, 0);
    int code = ConnectionCalls.fileControl(connection.handle, 0, FILE_POINTER, result);
    long file = Memory.getLong(result);
    if (code != 0 || file == 0) {
      return null;
    }
    long methods = Memory.getLong(file);
    if (methods == 0 || Memory.getInt(methods) < METHODS_WITH_SHM) {
      return null;
    }
    long map = Memory.getLong(methods + SHM_MAP_OFFSET);
    if (map == 0) {
      return null;
    }
    Memory.putLong(result, 0);
    code = ShmCalls.map(map, file, result);
    long region = Memory.getLong(result);
    return code == 0 && region != 0 ? new WalIndex(connection, region) : null;
  }

  /// Whether the connection uses shared memory. Asking a file for it that does not would create it.
  private static boolean isMapped(Connection connection) {
    return ask(connection, "pragma main.journal_mode").equals("wal")
        && ask(connection, "pragma main.locking_mode").equals("normal");
  }

  /// The answer to a question of the binding itself, of which the authorizer is not told.
  private static String ask(Connection connection, String pragma) {
    HookTargets targets = connection.hooks().targets;
    targets.authorizerIsMute = true;
    try (Statement statement = connection.prepare(pragma)) {
      String answer = statement.step() ? statement.columnText(0) : null;
      return answer == null ? "" : answer;
    } finally {
      targets.authorizerIsMute = false;
    }
  }

  /// Whether a statement, when it is run, may end WAL mode and with it the life of the index.
  static boolean isLeftBy(String sql) {
    return JOURNAL_MODE.matcher(sql).find();
  }

  private void check() {
    connection.check();
    if (generation != connection.walGeneration) {
      throw new IllegalStateException(
          "The connection to %s may have left WAL mode since: ask it for the index anew"
              .formatted(connection.name()));
    }
  }

  /// How many frames the log holds now.
  public int frames() {
    return word(FRAMES_OFFSET);
  }

  /// How many frames of the log, from its beginning, have been copied into the database file.
  public int copiedFrames() {
    return word(COPIED_FRAMES_OFFSET);
  }

  private int word(int offset) {
    check();
    VarHandle.acquireFence();
    return Memory.getInt(header + offset);
  }

  /// Copies the header as it is now.
  ///
  /// @param target at least [#WORDS] long
  public void copyTo(long[] target) {
    check();
    VarHandle.acquireFence();
    for (int i = 0; i < WORDS; i++) {
      target[i] = Memory.getLong(header + 8L * i);
    }
    VarHandle.acquireFence();
  }

  /// Whether the header is now what it was when it was copied.
  ///
  /// @param copy made by [#copyTo(long[])]
  public boolean matches(long[] copy) {
    check();
    VarHandle.acquireFence();
    long at = header;
    return Memory.getLong(at) == copy[0]
        && Memory.getLong(at + 8) == copy[1]
        && Memory.getLong(at + 16) == copy[2]
        && Memory.getLong(at + 24) == copy[3]
        && Memory.getLong(at + 32) == copy[4]
        && Memory.getLong(at + 40) == copy[5];
  }
}
