package dev.tektite.flight;

import org.jspecify.annotations.Nullable;

/// The door to the flight recorder: nothing happens behind it while nobody records.
///
/// What begins gives a token, or `null` if nobody records it, and takes it back at its end.
///
/// *Safe for any number of threads.*
public final class Flight {
  private static final boolean PRESENT =
      ModuleLayer.boot().findModule("jdk.jfr").isPresent() && canRecord();

  private Flight() {}

  private static boolean canRecord() {
    try {
      return RecorderEvents.isAvailable();
    } catch (LinkageError e) {
      return false; // on a module path where nobody asked for jdk.jfr
    }
  }

  /// Whether anything is recorded about blocks.
  public static boolean wantsBlocks() {
    return PRESENT && RecorderEvents.wantsBlocks();
  }

  /// A block is being called. Only if [#wantsBlocks()].
  ///
  /// @param file the name of the database
  /// @param writes whether it may write
  public static @Nullable BlockFlight block(String file, boolean writes) {
    return PRESENT ? new BlockFlight(file, writes) : null;
  }

  /// A `COMMIT` begins.
  public static @Nullable Object beginCommit() {
    return PRESENT ? RecorderEvents.beginCommit() : null;
  }

  /// A `COMMIT` has been stored.
  ///
  /// @param token what [#beginCommit()] gave
  /// @param blocks how many blocks share it
  public static void endCommit(@Nullable Object token, String file, long sequence, int blocks) {
    if (token != null) {
      RecorderEvents.endCommit(token, file, sequence, blocks);
    }
  }

  /// A checkpoint begins.
  public static @Nullable Object beginCheckpoint() {
    return PRESENT ? RecorderEvents.beginCheckpoint() : null;
  }

  /// A checkpoint has ended.
  ///
  /// @param token what [#beginCheckpoint()] gave
  /// @param mode `PASSIVE`, `FULL`, `RESTART` or `TRUNCATE`
  /// @param logFrames frames in the log, or -1
  /// @param copiedFrames frames of it that are in the database now, or -1
  public static void endCheckpoint(
      @Nullable Object token, String file, String mode, long logFrames, long copiedFrames) {
    if (token != null) {
      RecorderEvents.endCheckpoint(token, file, mode, logFrames, copiedFrames);
    }
  }

  /// A backup begins.
  public static @Nullable Object beginBackup() {
    return PRESENT ? RecorderEvents.beginBackup() : null;
  }

  /// A backup has ended.
  ///
  /// @param token what [#beginBackup()] gave
  /// @param target where the copy is, or was to be
  /// @param bytes how large the copy is
  /// @param succeeded whether there is a good copy
  public static void endBackup(
      @Nullable Object token, String file, String target, long bytes, boolean succeeded) {
    if (token != null) {
      RecorderEvents.endBackup(token, file, target, bytes, succeeded);
    }
  }
}
