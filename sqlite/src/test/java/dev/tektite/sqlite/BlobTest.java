package dev.tektite.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobTest {
  @TempDir Path folder;

  private Connection connection;

  @BeforeEach
  void open() {
    connection = Connection.open(folder.resolve("a.db"), OpenMode.CREATE);
    connection.execute("create table t(id integer primary key, b, other)");
    connection.execute(
        "insert into t values (1, zeroblob(100000), 1), (2, 'some text', 2), (3, 3, 3)");
  }

  @AfterEach
  void close() {
    connection.close();
  }

  @Test
  void readsBackWhatWasWritten() throws IOException {
    byte[] bytes = new byte[100_000];
    new Random(1).nextBytes(bytes);
    for (boolean direct : new boolean[] {false, true}) {
      try (var blob = Blob.openForWriting(connection, "main", "t", "b", 1)) {
        assertThat(blob.size()).isEqualTo(100_000);
        ByteBuffer source =
            direct ? ByteBuffer.allocateDirect(100_000) : ByteBuffer.allocate(100_000);
        source.put(bytes).flip();
        assertThat(blob.write(source)).isEqualTo(100_000);
        assertThat(blob.position()).isEqualTo(100_000);
        assertThat(source.hasRemaining()).isFalse();
        ByteBuffer target =
            direct ? ByteBuffer.allocateDirect(70_000) : ByteBuffer.allocate(70_000);
        assertThat(blob.position(50_000).read(target)).isEqualTo(50_000);
        assertThat(blob.read(target)).isEqualTo(-1);
        byte[] read = new byte[50_000];
        target.flip().get(read);
        assertThat(read).isEqualTo(java.util.Arrays.copyOfRange(bytes, 50_000, 100_000));
      }
    }
  }

  @Test
  void readsText() throws IOException {
    try (var blob = Blob.openForReading(connection, "main", "t", "b", 2)) {
      assertThat(Channels.newInputStream(blob).readAllBytes()).asString().isEqualTo("some text");
      ByteBuffer part = ByteBuffer.allocate(4);
      assertThat(blob.read(part, 5)).isEqualTo(4);
      assertThat(part.array()).asString().isEqualTo("text");
      assertThat(blob.read(ByteBuffer.allocate(1), 9)).isEqualTo(-1);
      assertThat(blob.read(ByteBuffer.allocate(0), 9)).isZero();
    }
  }

  @Test
  void movesToAnotherRow() throws IOException {
    try (var blob = Blob.openForReading(connection, "main", "t", "b", 1)) {
      blob.position(50);
      blob.reopen(2);
      assertThat(blob.position()).isZero();
      assertThat(blob.size()).isEqualTo(9);
      assertThatThrownBy(() -> blob.reopen(99))
          .isInstanceOf(DatabaseException.Rejected.class)
          .hasMessageContaining("no such rowid: 99");
      assertThatThrownBy(blob::size).isInstanceOf(DatabaseException.Rejected.class);
      blob.reopen(1);
      assertThat(blob.size()).isEqualTo(100_000);
    }
  }

  @Test
  void doesNotGrow() throws IOException {
    try (var blob = Blob.openForWriting(connection, "main", "t", "b", 2)) {
      blob.position(8);
      assertThatThrownBy(() -> blob.write(ByteBuffer.wrap(new byte[2])))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("2 bytes do not fit at position 8 of main.t.b, which has 9");
      assertThatThrownBy(() -> blob.truncate(1)).isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  void failsAfterItsRowWasChanged() throws IOException {
    try (var blob = Blob.openForWriting(connection, "main", "t", "b", 1)) {
      connection.execute("update t set other = 5 where id = 1");
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> blob.read(ByteBuffer.allocate(10)))
            .isInstanceOf(DatabaseException.Rejected.class)
            .hasMessageContaining("reopen it");
      }
      blob.reopen(1);
      assertThat(blob.read(ByteBuffer.allocate(10))).isEqualTo(10);
    }
  }

  @Test
  void namesWhatCannotBeOpened() {
    assertThatThrownBy(() -> Blob.openForReading(connection, "main", "t", "b", 3))
        .hasMessageContaining("cannot open value of type integer");
    assertThatThrownBy(() -> Blob.openForReading(connection, "main", "t", "nope", 1))
        .hasMessageContaining("no such column");
    assertThatThrownBy(() -> Blob.openForReading(connection, "main", "nope", "b", 1))
        .hasMessageContaining("no such table");
    assertThatThrownBy(() -> Blob.openForReading(connection, "nope", "t", "b", 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Blob.openForReading(connection, "main", "t\0", "b", 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isReadOnlyWhenOpenedForReading() throws IOException {
    try (var blob = Blob.openForReading(connection, "main", "t", "b", 1)) {
      assertThatThrownBy(() -> blob.write(ByteBuffer.allocate(1)))
          .isInstanceOf(NonWritableChannelException.class);
      assertThatThrownBy(() -> blob.read(ByteBuffer.allocate(1).asReadOnlyBuffer()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void isClosedWithItsConnection() {
    var blob = Blob.openForReading(connection, "main", "t", "b", 1);
    connection.close();
    assertThat(blob.isOpen()).isFalse();
    assertThatThrownBy(() -> blob.read(ByteBuffer.allocate(1)))
        .isInstanceOf(ClosedChannelException.class);
    blob.close();
  }

  @Test
  void commitsWhenItIsClosed() throws IOException {
    try (var other = Connection.open(folder.resolve("a.db"), OpenMode.READ_WRITE)) {
      var blob = Blob.openForWriting(connection, "main", "t", "b", 2);
      blob.write(ByteBuffer.wrap("SOME".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
      blob.close();
      try (var select = other.prepare("select cast(b as text) from t where id = 2")) {
        select.step();
        assertThat(select.columnText(0)).isEqualTo("SOME text");
      }
    }
  }

  @Test
  void aCommitThatFailsAtCloseIsReported() throws IOException {
    try (var other = Connection.open(folder.resolve("a.db"), OpenMode.READ_WRITE);
        var reading = other.prepare("select id from t")) {
      var blob = Blob.openForWriting(connection, "main", "t", "b", 2);
      blob.write(ByteBuffer.wrap(new byte[] {'S'}));
      assertThat(reading.step()).isTrue();
      assertThatThrownBy(blob::close).isInstanceOf(DatabaseException.Busy.class);
      assertThat(blob.isOpen()).isFalse();
    }
  }

  /// Fills a blob of half a gigabyte and reads some of it, on a heap that could not hold it.
  static final class Main {
    private static final long SIZE = 512L << 20;

    private Main() {}

    public static void main(String[] arguments) throws IOException {
      Path file = Path.of(arguments[0]);
      try (var connection = Connection.open(file, OpenMode.CREATE)) {
        connection.execute("pragma journal_mode = off; pragma synchronous = off");
        connection.execute("create table t(id integer primary key, b)");
        try (var insert = connection.prepare("insert into t values (4, ?)")) {
          insert.bindZeros(1, SIZE);
          insert.run();
        }
        try (var blob = Blob.openForWriting(connection, "main", "t", "b", 4)) {
          fill(blob);
          check(blob);
        }
      }
      System.out.println("done");
    }

    private static void fill(Blob blob) throws IOException {
      ByteBuffer chunk = ByteBuffer.allocate(1 << 20);
      for (int i = 0; blob.position() < SIZE; i++) {
        chunk.clear().putInt(0, i);
        blob.write(chunk);
      }
    }

    private static void check(Blob blob) throws IOException {
      ByteBuffer start = ByteBuffer.allocate(4);
      for (int i = 511; i >= 0; i -= 73) {
        start.clear();
        blob.read(start, (long) i << 20);
        if (start.getInt(0) != i) {
          throw new AssertionError("chunk " + i + " is " + start.getInt(0));
        }
      }
    }
  }

  @Test
  void takesHalfAGigabyteInChunks() throws IOException, InterruptedException {
    ChildJvm.Result result =
        new ChildJvm().option("-Xmx48m").run(Main.class, folder.resolve("large.db").toString());
    assertThat(result.output()).isEqualToIgnoringNewLines("done");
  }
}
