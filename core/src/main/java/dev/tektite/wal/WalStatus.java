package dev.tektite.wal;

import org.jspecify.annotations.Nullable;

/// How the log of a database stands, as the keeper has seen it last; while there are commits, it
/// looks every 20 ms.
///
/// *Immutable.*
///
/// @param bytes what the log holds, in bytes; its file may be longer, since it is written over
/// @param fileBytes the length of its file, in bytes
/// @param frames the frames (pages) that it holds
/// @param copiedFrames those of them that are in the database file already
/// @param ceilingBytes the ceiling of the policy, in bytes
/// @param lastCheckpoint what the latest checkpoint has done, or `null` if there was none
/// @param pinnedBy the oldest reader that has kept the log from starting anew for some time, or
///   `null`
/// @param refusal why blocks that write are refused now (the ceiling, the reserve of the disk), or
///   `null`
/// @param problem what keeps the keeper from its work (a disk that fails, an archive that throws),
///   or `null`
public record WalStatus(
    long bytes,
    long fileBytes,
    int frames,
    int copiedFrames,
    long ceilingBytes,
    @Nullable WalCheckpoint lastCheckpoint,
    @Nullable WalPin pinnedBy,
    @Nullable String refusal,
    @Nullable String problem) {
  /// Whether the log has grown beyond its ceiling.
  public boolean isAboveCeiling() {
    return bytes > ceilingBytes;
  }
}
