package dev.tektite.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
  @TempDir Path folder;

  private Path file;
  private Connection connection;

  @BeforeEach
  void open() {
    file = folder.resolve("a.db");
    connection = Connection.open(file, OpenMode.CREATE);
    connection.execute("pragma journal_mode = wal");
    connection.execute(
        "create table t(id integer primary key autoincrement, a text not null collate nocase, b)");
  }

  @AfterEach
  void close() {
    connection.close();
  }

  @Test
  void knowsItsFile() throws IOException {
    assertThat(connection.schema("main").fileName()).isEqualTo(file.toRealPath().toString());
    connection.execute("attach ':memory:' as side");
    assertThat(connection.schema("side").fileName()).isNull();
    assertThat(connection.schema("main").file().vfsName()).contains("unix");
  }

  @Test
  void isGoneOnceItIsDetached() {
    connection.execute("attach ':memory:' as side");
    Schema side = connection.schema("side");
    connection.execute("detach side");
    assertThatThrownBy(side::isReadOnly)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("side");
  }

  @Test
  void followsTheTransaction() {
    Schema main = connection.schema("main");
    connection.execute("begin");
    assertThat(main.transactionState()).isEqualTo(TransactionState.NONE);
    connection.execute("select * from t");
    assertThat(main.transactionState()).isEqualTo(TransactionState.READ);
    connection.execute("insert into t(a) values ('x')");
    assertThat(main.transactionState()).isEqualTo(TransactionState.WRITE);
    connection.execute("commit");
    assertThat(main.transactionState()).isEqualTo(TransactionState.NONE);
  }

  @Test
  void knowsWhetherItCanBeWritten() {
    assertThat(connection.schema("main").isReadOnly()).isFalse();
    try (var reader = Connection.open(file, OpenMode.READ_ONLY)) {
      assertThat(reader.schema("main").isReadOnly()).isTrue();
    }
  }

  @Test
  void describesColumns() {
    Schema main = connection.schema("main");
    assertThat(main.column("t", "id"))
        .isEqualTo(new ColumnInfo("INTEGER", "BINARY", false, true, true));
    assertThat(main.column("t", "a"))
        .isEqualTo(new ColumnInfo("TEXT", "nocase", true, false, false));
    assertThat(main.column("t", "b").declaredType()).isNull();
    assertThatThrownBy(() -> main.column("t", "nope")).isInstanceOf(DatabaseException.class);
  }

  @Test
  void aLogCanOutliveItsConnections() {
    connection.schema("main").file().persistWal(true);
    assertThat(connection.schema("main").file().persistWal()).isTrue();
    connection.execute("insert into t(a) values ('x')");
    connection.close();
    assertThat(Files.exists(folder.resolve("a.db-wal"))).isTrue();
  }

  @Test
  void reservesBytes() {
    FileControl control = connection.schema("main").file();
    assertThat(control.reserveBytes()).isZero();
    control.reserveBytes(32);
    connection.execute("pragma journal_mode = delete; vacuum");
    assertThat(control.reserveBytes()).isEqualTo(32);
    assertThatThrownBy(() -> control.reserveBytes(256))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noticesThatTheFileWasMoved() throws IOException {
    FileControl control = connection.schema("main").file();
    assertThat(control.hasMoved()).isFalse();
    Files.move(file, folder.resolve("b.db"));
    assertThat(control.hasMoved()).isTrue();
    Files.move(folder.resolve("b.db"), file);
  }

  @Test
  void saysWhatAFileDoesNotKnow() {
    try (var memory = Connection.openInMemory()) {
      assertThatThrownBy(() -> memory.schema("main").file().persistWal())
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("persist WAL");
      memory.deserialize(DatabaseImage.of(new byte[0]), ImageMode.RESIZABLE);
      FileControl control = memory.schema("main").file();
      assertThat(control.sizeLimit(1 << 20)).isEqualTo(1 << 20);
      assertThatThrownBy(
              () -> memory.execute("create table t(a); insert into t values (zeroblob(2000000))"))
          .isInstanceOf(DatabaseException.Full.class);
    }
  }

  @Test
  void theWalIndexEndsWithTheMode() {
    connection.execute("select * from t");
    WalIndex index = connection.walIndex();
    assertThat(index).isNotNull();
    connection.execute("pragma journal_mode = delete");
    assertThatThrownBy(() -> index.matches(new long[WalIndex.WORDS]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("left WAL mode");
    assertThat(connection.walIndex()).isNull();
    assertThat(Files.exists(folder.resolve("a.db-shm"))).isFalse();
  }

  @Test
  void theWalIndexIsNotGivenWhileAStatementCouldEndIt() {
    try (var pragma = connection.prepare("PRAGMA main.\"journal_mode\" (delete)")) {
      assertThat(connection.walIndex()).isNull();
      pragma.run();
    }
  }

  @Test
  void limitsAndCountersAreTheConnections() {
    assertThat(connection.settings().limit(Limit.COLUMNS)).isEqualTo(2000);
    connection.settings().limit(Limit.COLUMNS, 2);
    assertThatThrownBy(() -> connection.prepare("select 1, 2, 3"))
        .isInstanceOf(DatabaseException.Rejected.class)
        .hasMessageContaining("too many columns");
    assertThatThrownBy(() -> connection.settings().limit(Limit.COLUMNS, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(connection.counter(ConnectionCounter.CACHE_BYTES)).isPositive();
    assertThat(connection.resetCounter(ConnectionCounter.CACHE_HITS)).isPositive();
    assertThat(connection.counter(ConnectionCounter.CACHE_HITS)).isZero();
    assertThat(connection.counter(ConnectionCounter.LOOKASIDE_HITS)).isPositive();
    connection.releaseMemory();
    connection.execute("begin; insert into t(a) values ('x')");
    connection.flushCache();
    connection.execute("commit");
  }

  @Test
  void optionsAreTheConnections() {
    Settings settings = connection.settings();
    for (ConnectionOption option : ConnectionOption.values()) {
      boolean before = settings.option(option);
      settings.option(option, !before);
      assertThat(settings.option(option)).isEqualTo(!before);
      settings.option(option, before);
    }
    settings.option(ConnectionOption.DEFENSIVE, true);
    connection.execute("create virtual table f using fts5(a)");
    assertThatThrownBy(() -> connection.execute("delete from f_data"))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("may not be modified");
    settings.option(ConnectionOption.TRIGGERS, false);
    connection.execute("create trigger g after insert on t begin select raise(abort, 'no'); end");
    connection.execute("insert into t(a) values ('x')");
  }
}
