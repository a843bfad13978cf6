package dev.tektite.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseImageTest {
  @TempDir Path folder;

  @Test
  void movesADatabaseFromOneConnectionToAnother() {
    try (var from = Connection.openInMemory();
        var to = Connection.openInMemory()) {
      from.execute("create table t(a); insert into t values (7)");
      to.deserialize(from.serialize(), ImageMode.RESIZABLE);
      to.execute("insert into t values (8)");
      assertThat(sum(to)).isEqualTo(15);
      assertThat(sum(from)).isEqualTo(7);
    }
  }

  @Test
  void opensTheImageOfADatabaseWithALog() {
    try (var from = Connection.open(folder.resolve("a.db"), OpenMode.CREATE);
        var to = Connection.openInMemory()) {
      from.execute("pragma journal_mode = wal; create table t(a); insert into t values (7)");
      to.deserialize(from.serialize(), ImageMode.READ_ONLY);
      assertThat(sum(to)).isEqualTo(7);
      assertThatThrownBy(() -> to.execute("insert into t values (8)"))
          .isInstanceOf(DatabaseException.ReadOnly.class);
    }
  }

  @Test
  void aFixedImageDoesNotGrow() {
    try (var connection = Connection.openInMemory()) {
      connection.execute("create table t(a)");
      connection.deserialize(connection.serialize(), ImageMode.FIXED_SIZE);
      assertThatThrownBy(() -> connection.execute("insert into t values (zeroblob(100000))"))
          .isInstanceOf(DatabaseException.Full.class);
    }
  }

  @Test
  void isTheSameAsAFile() throws IOException {
    try (var from = Connection.openInMemory()) {
      from.execute("create table t(a); insert into t values (zeroblob(300000)), (7)");
      try (var image = from.serialize()) {
        var copy = new ByteArrayOutputStream();
        image.writeTo(Channels.newChannel(copy));
        assertThat(copy.toByteArray()).hasSize((int) image.size()).isEqualTo(image.toBytes());
        assertThat(copy.toString(java.nio.charset.StandardCharsets.ISO_8859_1))
            .startsWith("SQLite format 3\0");
      }
    }
  }

  @Test
  void refusesWhatIsNoDatabase() {
    try (var connection = Connection.openInMemory()) {
      connection.deserialize(DatabaseImage.of(new byte[5000]), ImageMode.RESIZABLE);
      assertThatThrownBy(() -> connection.execute("select * from sqlite_schema"))
          .isInstanceOf(DatabaseException.Unreadable.class);
    }
  }

  @Test
  void anEmptyImageIsAnEmptyDatabase() {
    try (var connection = Connection.openInMemory()) {
      connection.deserialize(DatabaseImage.of(new byte[0]), ImageMode.RESIZABLE);
      connection.execute("create table t(a); insert into t values (1)");
      assertThat(sum(connection)).isEqualTo(1);
    }
  }

  @Test
  void isRefusedWithinATransaction() {
    try (var connection = Connection.openInMemory()) {
      connection.execute("begin; create table t(a)");
      var image = DatabaseImage.of(new byte[0]);
      assertThatThrownBy(() -> connection.deserialize(image, ImageMode.RESIZABLE))
          .isInstanceOf(DatabaseException.Busy.class);
      assertThatThrownBy(image::toBytes).hasMessageContaining("used up");
    }
  }

  @Test
  void statementsAreCompiledAnew() {
    try (var connection = Connection.openInMemory()) {
      connection.execute("create table t(a, b); insert into t values (1, 2)");
      DatabaseImage image = connection.serialize();
      try (var select = connection.prepare("select * from t");
          var drop = connection.prepare("alter table t drop column b")) {
        connection.hooks().preupdate(change -> assertThat(change.table()).isNotEmpty());
        connection.deserialize(image, ImageMode.RESIZABLE);
        drop.run();
        assertThat(drop.counter(StatementCounter.REPREPARES)).isEqualTo(1);
        assertThat(select.step()).isTrue();
        assertThat(select.columnNameList()).containsExactly("a");
      }
    }
  }

  @Test
  void namesAnUnknownSchema() {
    try (var connection = Connection.openInMemory()) {
      assertThatThrownBy(() -> connection.schema("other"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("other");
    }
  }

  private static long sum(Connection connection) {
    try (var select = connection.prepare("select sum(a) from t where typeof(a) = 'integer'")) {
      select.step();
      return select.columnLong(0);
    }
  }
}
