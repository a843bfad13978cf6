package dev.tektite.engine;

import dev.tektite.sqlite.WalFile;
import dev.tektite.wal.WalStretch;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.util.HexFormat;

/// A stretch of a log, read through the connection that holds it.
final class LogStretch implements WalStretch {
  private static final int PART_BYTES = 64 * 1024;
  private static final int SALTS_OFFSET = 16;
  private static final int SALTS_BYTES = 8;

  private final WalFile file;
  private final int frames;
  private final int pageBytes;
  private final long offset;
  private final long end;
  private final String log;

  private boolean over;

  /// @param from the frames before it
  /// @param to the frames up to its end
  LogStretch(WalFile file, int from, int to, int pageBytes) {
    this.file = file;
    this.frames = to - from;
    this.pageBytes = pageBytes;
    long frameBytes = (long) pageBytes + LogConnection.FRAME_HEADER_BYTES;
    this.offset = from == 0 ? 0 : LogConnection.HEADER_BYTES + from * frameBytes;
    this.end = LogConnection.HEADER_BYTES + to * frameBytes;
    byte[] salts = new byte[SALTS_BYTES];
    file.read(SALTS_OFFSET, salts, SALTS_BYTES);
    this.log = HexFormat.of().formatHex(salts);
  }

  @Override
  public String log() {
    return log;
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public long bytes() {
    return end - offset;
  }

  @Override
  public int frames() {
    return frames;
  }

  @Override
  public int pageBytes() {
    return pageBytes;
  }

  @Override
  public ReadableByteChannel open() {
    return new Channel();
  }

  /// The archive has returned: nothing of it can be read any more.
  void end() {
    over = true;
  }

  private final class Channel implements ReadableByteChannel {
    private final byte[] part = new byte[PART_BYTES];
    private long at = offset;
    private boolean open = true;

    @Override
    public int read(ByteBuffer target) throws ClosedChannelException {
      if (!isOpen()) {
        throw new ClosedChannelException();
      }
      if (at == end) {
        return -1;
      }
      int length = (int) Math.min(Math.min(target.remaining(), PART_BYTES), end - at);
      file.read(at, part, length);
      target.put(part, 0, length);
      at += length;
      return length;
    }

    @Override
    public boolean isOpen() {
      return open && !over;
    }

    @Override
    public void close() {
      open = false;
    }
  }
}
