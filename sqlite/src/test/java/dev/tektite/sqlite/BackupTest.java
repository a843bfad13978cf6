package dev.tektite.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
  @TempDir Path folder;

  private Connection source;
  private Connection target;

  @BeforeEach
  void open() {
    source = Connection.open(folder.resolve("source.db"), OpenMode.CREATE);
    source.execute("create table t(a); insert into t values (zeroblob(200000)), (7)");
    target = Connection.open(folder.resolve("target.db"), OpenMode.CREATE);
  }

  @AfterEach
  void close() {
    source.close();
    target.close();
  }

  @Test
  void copiesPageByPage() {
    try (var backup = Backup.start(source, target)) {
      assertThat(backup.step(10)).isTrue();
      assertThat(backup.remaining()).isEqualTo(backup.total() - 10).isPositive();
      int steps = 1;
      while (backup.step(10)) {
        steps++;
      }
      assertThat(steps).isGreaterThan(3);
      assertThat(backup.remaining()).isZero();
      assertThat(backup.step(1)).isFalse();
    }
    assertThat(rows(target)).isEqualTo(2);
  }

  @Test
  void copiesOneOfSeveralSchemas() {
    source.execute(
        "attach ':memory:' as side; create table side.t(a); insert into side.t values(1)");
    try (var backup = Backup.start(source, "side", target, "main")) {
      assertThat(backup.step(-1)).isFalse();
    }
    assertThat(rows(target)).isEqualTo(1);
  }

  @Test
  void takesAlongWhatTheSourceChangesMeanwhile() {
    try (var backup = Backup.start(source, target)) {
      backup.step(5);
      source.execute("insert into t values (8)");
      backup.step(-1);
    }
    assertThat(rows(target)).isEqualTo(3);
  }

  @Test
  void isUndoneWhenItIsClosedEarly() {
    target.execute("create table t(a)");
    try (var backup = Backup.start(source, target)) {
      backup.step(3);
    }
    assertThat(rows(target)).isZero();
  }

  @Test
  void leavesBusyHandlingToTheCaller() {
    try (var other = Connection.open(folder.resolve("source.db"), OpenMode.READ_WRITE);
        var backup = Backup.start(source, target)) {
      other.execute("begin exclusive");
      assertThatThrownBy(() -> backup.step(-1))
          .isInstanceOf(DatabaseException.Busy.class)
          .hasMessageContaining("has to wait");
      other.execute("commit");
      assertThat(backup.step(-1)).isFalse();
    }
    assertThat(rows(target)).isEqualTo(2);
  }

  @Test
  void shutsItsTargetMeanwhile() {
    try (var count = target.prepare("select 1");
        var backup = Backup.start(source, target)) {
      assertThatThrownBy(() -> target.execute("select 1"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("target of a backup");
      assertThatThrownBy(count::step).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(target::detach).isInstanceOf(IllegalStateException.class);
      backup.step(-1);
      backup.close();
      assertThat(count.step()).isTrue();
    }
  }

  @Test
  void endsWithItsSource() {
    var backup = Backup.start(source, target);
    backup.step(1);
    source.close();
    assertThatThrownBy(() -> backup.step(1)).isInstanceOf(IllegalStateException.class);
    backup.close();
    target.execute("create table fresh(a)");
  }

  @Test
  void endsWithItsTarget() {
    var backup = Backup.start(source, target);
    backup.step(1);
    target.close();
    assertThatThrownBy(() -> backup.step(1)).isInstanceOf(IllegalStateException.class);
    backup.close();
    assertThat(rows(source)).isEqualTo(2);
  }

  @Test
  void refusesOneConnectionForBoth() {
    assertThatThrownBy(() -> Backup.start(source, source))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesATargetInATransaction() {
    target.execute("begin; create table t(a)");
    assertThatThrownBy(() -> Backup.start(source, target))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("in use");
    target.execute("commit");
  }

  @Test
  void neitherConnectionClosesWhileTheOtherIsElsewhere() throws InterruptedException {
    var backup = Backup.start(source, target);
    source.detach();
    var failures = new Throwable[1];
    Thread.ofPlatform()
        .start(() -> {
          source.attach();
          try {
            source.close();
          } catch (IllegalStateException e) {
            failures[0] = e;
          }
          source.detach();
        })
        .join();
    assertThat(failures[0]).hasMessageContaining("target of a backup");
    assertThatThrownBy(target::close).hasMessageContaining("detached");
    source.attach();
    backup.close();
  }

  private static long rows(Connection connection) {
    try (var count = connection.prepare("select count(*) from t")) {
      count.step();
      return count.columnLong(0);
    }
  }
}
