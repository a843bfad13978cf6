package dev.tektite.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalSnapshotTest {
  @TempDir Path folder;

  private Connection writer;
  private Connection reader;

  @BeforeEach
  void open() {
    writer = Connection.open(folder.resolve("a.db"), OpenMode.CREATE);
    writer.execute("pragma journal_mode = wal; create table t(a); insert into t values (1)");
    reader = Connection.open(folder.resolve("a.db"), OpenMode.READ_WRITE);
    reader.execute("select * from t");
  }

  @AfterEach
  void close() {
    reader.close();
    writer.close();
  }

  private WalSnapshot takeNow() {
    writer.execute("begin");
    try {
      return WalSnapshot.take(writer, "main");
    } finally {
      writer.execute("commit");
    }
  }

  private long rows(Connection connection) {
    try (var count = connection.prepare("select count(*) from t")) {
      count.step();
      return count.columnLong(0);
    }
  }

  @Test
  void anotherConnectionReadsAtAnOlderCommit() {
    try (var snapshot = takeNow()) {
      writer.execute("insert into t values (2)");
      reader.execute("begin");
      snapshot.openIn(reader, "main");
      assertThat(rows(reader)).isEqualTo(1);
      reader.execute("commit");
      assertThat(rows(reader)).isEqualTo(2);
    }
  }

  @Test
  void knowsWhichIsOlder() {
    try (var first = takeNow()) {
      writer.execute("insert into t values (2)");
      try (var second = takeNow()) {
        assertThat(first.isOlderThan(second)).isTrue();
        assertThat(second.isOlderThan(first)).isFalse();
        assertThat(first.isOlderThan(first)).isFalse();
      }
    }
  }

  @Test
  void isLostToACheckpoint() {
    try (var snapshot = takeNow()) {
      writer.execute("insert into t values (2)");
      assertThat(writer.checkpoint(CheckpointMode.TRUNCATE).busy()).isFalse();
      writer.execute("insert into t values (3)");
      reader.execute("begin");
      assertThatThrownBy(() -> snapshot.openIn(reader, "main"))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("cannot be opened");
      reader.execute("rollback");
    }
    WalSnapshot.recover(writer, "main");
  }

  @Test
  void needsATransaction() {
    assertThatThrownBy(() -> WalSnapshot.take(writer, "main"))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("cannot be taken");
  }

  @Test
  void outlivesItsConnectionButNotItsClosing() {
    var snapshot = takeNow();
    writer.close();
    reader.execute("begin");
    snapshot.openIn(reader, "main");
    reader.execute("commit");
    snapshot.close();
    snapshot.close();
    assertThatThrownBy(() -> snapshot.openIn(reader, "main"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> snapshot.isOlderThan(snapshot))
        .isInstanceOf(IllegalStateException.class);
  }
}
