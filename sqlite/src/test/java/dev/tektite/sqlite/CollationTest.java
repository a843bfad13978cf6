package dev.tektite.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollationTest {
  @TempDir Path folder;

  private Connection connection;

  @BeforeEach
  void open() {
    connection = Connection.openInMemory();
    connection.execute("create table t(a); insert into t values ('b'), ('äb'), ('a'), ('ccc')");
  }

  @AfterEach
  void close() {
    connection.close();
  }

  @Test
  void ordersAsJavaSays() {
    connection.functions().collation("backwards", Comparator.reverseOrder());
    assertThat(text("select group_concat(a) from (select a from t order by a collate backwards)"))
        .isEqualTo("äb,ccc,b,a");
  }

  @Test
  void isAskedForWhenItIsMissing() {
    connection
        .functions()
        .missingCollation(
            name -> name.equals("longest") ? Comparator.comparingInt(String::length) : null);
    assertThat(text("select a from t order by a collate longest desc limit 1")).isEqualTo("ccc");
    assertThatThrownBy(() -> connection.prepare("select a from t order by a collate other"))
        .hasMessageContaining("no such collation sequence: other");
    connection.functions().missingCollation(null);
  }

  @Test
  void whatTheFinderThrowsIsTheCause() {
    var mistake = new IllegalStateException("mistake");
    connection
        .functions()
        .missingCollation(name -> {
          throw mistake;
        });
    assertThatThrownBy(() -> connection.prepare("select a from t order by a collate other"))
        .hasCause(mistake);
  }

  @Test
  void canBeRemoved() {
    connection.functions().collation("c", Comparator.naturalOrder());
    connection.functions().removeCollation("c");
    assertThatThrownBy(() -> connection.prepare("select a from t order by a collate c"))
        .hasMessageContaining("no such collation sequence");
  }

  @Test
  void whatItThrowsInAQueryFailsThatQueryAlone() {
    connection.functions().collation("c", CollationTest::failing);
    connection.execute("begin; insert into t values ('d')");
    assertThatThrownBy(() -> text("select a from t order by a collate c"))
        .satisfies(this::isMistake);
    connection.execute("commit");
    assertThat(text("select count(*) from t")).isEqualTo("5");
  }

  @Test
  void whatItThrowsInAWriteIsNeverStored() {
    connection.functions().collation("c", CollationTest::failing);
    connection.execute("create table u(a collate c unique); insert into u values ('a')");
    assertThatThrownBy(() -> connection.execute("insert into u values ('b')"))
        .satisfies(this::isMistake);
    connection.execute("begin");
    assertThatThrownBy(() -> connection.execute("insert into u values ('b')"))
        .satisfies(this::isMistake);
    if (!connection.isAutocommit()) {
      assertThatThrownBy(() -> connection.execute("commit"))
          .isInstanceOf(DatabaseException.Constraint.class)
          .satisfies(this::isMistake);
    }
    assertThat(connection.isAutocommit()).isTrue();
    assertThat(text("select group_concat(a) from u")).isEqualTo("a");
    connection.functions().collation("c", Comparator.naturalOrder());
    connection.execute("begin; insert into u values ('b'); commit");
    assertThat(text("pragma integrity_check")).isEqualTo("ok");
  }

  /// SQLite's own sorting threads call the comparator, one at a time.
  @Test
  void helpsToSortOnSeveralThreads() {
    try (var file = Connection.open(folder.resolve("a.db"), OpenMode.CREATE)) {
      file.execute("pragma threads = 3; pragma cache_size = 20; create table t(a)");
      file.execute(
          "with recursive c(x) as (select 1 union all select x + 1 from c limit 60000)"
              + " insert into t select ((x * 7919) % 60000) || ' ' || hex(zeroblob(60)) from c");
      Set<Thread> threads = new HashSet<>();
      var comparing = new AtomicInteger();
      file.functions()
          .collation(
              "c",
              (left, right) -> {
                assertThat(comparing.incrementAndGet()).isEqualTo(1);
                threads.add(Thread.currentThread());
                comparing.decrementAndGet();
                return left.compareTo(right);
              });
      String former = "";
      try (var select = file.prepare("select a from t order by a collate c")) {
        while (select.step()) {
          assertThat(select.columnText(0)).isGreaterThan(former);
          former = select.columnText(0);
        }
      }
      assertThat(threads).hasSizeGreaterThan(1);
      file.functions().collation("c", CollationTest::failing);
      assertThatThrownBy(() -> file.execute("create index i on t(a collate c)"))
          .satisfies(this::isMistake);
      assertThat(file.isAutocommit()).isTrue();
      file.execute("create index i on t(a)");
    }
  }

  private static int failing(String left, String right) {
    throw new ArithmeticException("mistake");
  }

  private void isMistake(Throwable thrown) {
    Throwable root = thrown.getCause() == null ? thrown : thrown.getCause();
    assertThat(root).isInstanceOf(ArithmeticException.class).hasMessage("mistake");
  }

  private String text(String sql) {
    try (var select = connection.prepare(sql)) {
      assertThat(select.step()).isTrue();
      return select.columnText(0);
    }
  }
}
