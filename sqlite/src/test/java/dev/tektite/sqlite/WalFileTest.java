package dev.tektite.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The log as SQLite's own file has it, compared with what is on the disk.
class WalFileTest {
  private static final String SECRET = "a sentence that is easily found among other bytes";
  private static final int PAGE = 4096;
  private static final int FRAME = PAGE + 24;

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("a.db");
  }

  private byte[] onDisk() throws IOException {
    return Files.readAllBytes(Path.of(file() + "-wal")); // the log carries no locks
  }

  private static void fill(Connection connection) {
    connection.execute(
        """
        pragma journal_mode = wal;
        pragma wal_autocheckpoint = 0;
        create table t(a, b);
        insert into t values ('%s', randomblob(100000));
        """
            .formatted(SECRET));
  }

  private static byte[] read(WalFile log, long offset, int length) {
    byte[] bytes = new byte[length];
    log.read(offset, bytes, length);
    return bytes;
  }

  private static boolean tells(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains(SECRET);
  }

  @Test
  void itHasTheBytesOfTheDisk() throws IOException {
    try (Connection connection = Connection.open(file(), OpenMode.CREATE)) {
      fill(connection);
      byte[] disk = onDisk();
      var log = new WalFile(connection);
      assertThat(read(log, 0, disk.length)).isEqualTo(disk);
      assertThat(tells(disk)).isTrue();
    }
  }

  @Test
  void anEncryptedLogStaysEncryptedWhateverIsRead() throws IOException {
    String uri = file().toUri().toString().replace("file:///", "file:/") + "?key=secret";
    try (Connection connection = Connection.openUri(uri, OpenMode.CREATE)) {
      fill(connection);
      byte[] disk = onDisk();
      assertThat(tells(disk)).isFalse();
      var log = new WalFile(connection);
      assertThat(read(log, 0, disk.length)).isEqualTo(disk);
      for (int frame = 32; frame < disk.length; frame += FRAME) {
        assertThat(read(log, frame, FRAME)).isEqualTo(part(disk, frame, FRAME));
        assertThat(read(log, frame + 24, PAGE)).isEqualTo(part(disk, frame + 24, PAGE));
      }
    }
  }

  private static byte[] part(byte[] bytes, int from, int length) {
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  @Test
  void beyondItsEndItIsAnError() throws IOException {
    try (Connection connection = Connection.open(file(), OpenMode.CREATE)) {
      fill(connection);
      var log = new WalFile(connection);
      int end = onDisk().length;
      assertThatThrownBy(() -> read(log, end - 10, 11))
          .isInstanceOf(DatabaseException.Io.class)
          .hasMessageContaining("ends before byte " + (end + 1));
    }
  }

  @Test
  void theIndexCountsTheFramesAndThoseThatWereCopied() throws IOException {
    try (Connection connection = Connection.open(file(), OpenMode.CREATE)) {
      fill(connection);
      WalIndex index = connection.walIndex();
      assertThat(index.frames()).isEqualTo((onDisk().length - 32) / FRAME);
      assertThat(index.copiedFrames()).isZero();
      connection.checkpoint(CheckpointMode.PASSIVE);
      assertThat(index.copiedFrames()).isEqualTo(index.frames());
    }
  }
}
