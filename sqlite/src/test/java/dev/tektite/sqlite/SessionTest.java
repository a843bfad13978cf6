package dev.tektite.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionTest {
  private static final String TABLE = "create table t(id integer primary key, a, b);";

  private Connection source;
  private Connection target;

  @BeforeEach
  void open() {
    source = Connection.openInMemory();
    target = Connection.openInMemory();
    for (Connection each : List.of(source, target)) {
      each.execute(TABLE + "insert into t values (1, 'one', 1.5), (2, 'two', null)");
    }
  }

  @AfterEach
  void close() {
    source.close();
    target.close();
  }

  private Changeset record(String script) {
    try (var session = Session.start(source, "main")) {
      session.recordAll();
      source.execute(script);
      return session.changeset();
    }
  }

  private static List<Object> rows(Connection connection) {
    List<Object> rows = new ArrayList<>();
    try (var select = connection.prepare("select id || ' ' || ifnull(a, '-') from t order by id")) {
      while (select.step()) {
        rows.add(select.columnText(0));
      }
    }
    return rows;
  }

  @Test
  void bringsOneDatabaseToTheStateOfAnother() {
    Changeset changes =
        record(
            "insert into t values (3, 'three', x'00'); update t set a = 'ONE' where id = 1; delete from t where id = 2");
    changes.applyTo(target, ConflictHandler.aborting());
    assertThat(rows(target)).isEqualTo(rows(source)).hasSize(2);
    changes.inverted().applyTo(target, ConflictHandler.aborting());
    assertThat(rows(target)).containsExactly("1 one", "2 two");
  }

  @Test
  void tellsItsChanges() {
    Changeset changes =
        record(
            "insert into t values (3, 'three', x'00'); update t set a = 'ONE' where id = 1; delete from t where id = 2");
    List<String> seen = new ArrayList<>();
    var leaked = new Change[1];
    changes.forEach(change -> {
      leaked[0] = change;
      assertThat(change.table()).isEqualTo("t");
      assertThat(change.columnCount()).isEqualTo(3);
      assertThat(change.primaryKeyColumns()).containsExactly(0);
      assertThat(change.isIndirect()).isFalse();
      switch (change.kind()) {
        case INSERT -> seen.add("+" + change.newValues().get(1));
        case DELETE -> seen.add("-" + change.oldValues().get(1));
        case UPDATE -> {
          assertThat(change.newValues().isPresent(2)).isFalse();
          assertThatThrownBy(() -> change.newValues().get(2))
              .isInstanceOf(IllegalStateException.class);
          seen.add(change.oldValues().get(1) + ">" + change.newValues().get(1));
        }
      }
    });
    assertThat(seen).containsExactlyInAnyOrder("+three", "-two", "one>ONE");
    assertThatThrownBy(leaked[0]::newValues).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void conflictsAreDecidedByTheHandler() {
    Changeset changes =
        record("update t set a = 'ONE' where id = 1; insert into t values (3, 'three', 3)");
    target.execute("update t set a = 'uno' where id = 1; insert into t values (3, 'tres', 3)");
    List<String> seen = new ArrayList<>();
    changes.applyTo(
        target,
        conflict -> {
          seen.add(conflict.kind() + " " + conflict.existingValues().get(1));
          return conflict.kind() == ConflictKind.DATA
              ? ConflictHandler.Resolution.REPLACE
              : ConflictHandler.Resolution.OMIT;
        });
    assertThat(seen).containsExactlyInAnyOrder("DATA uno", "CONFLICT tres");
    assertThat(rows(target)).containsExactly("1 ONE", "2 two", "3 tres");
  }

  @Test
  void anAbortUndoesEverything() {
    Changeset changes = record("insert into t values (3, 'three', 3); delete from t where id = 1");
    target.execute("delete from t where id = 1");
    assertThatThrownBy(() -> changes.applyTo(target, ConflictHandler.aborting()))
        .isInstanceOf(DatabaseException.Rejected.class)
        .hasMessageContaining("none of them");
    assertThat(rows(target)).containsExactly("2 two");
  }

  @Test
  void whatTheHandlerThrowsIsTheCause() {
    Changeset changes = record("delete from t where id = 1");
    target.execute("delete from t where id = 1");
    var mistake = new ArithmeticException("mistake");
    assertThatThrownBy(() ->
            changes.applyTo(
                target,
                conflict -> {
                  throw mistake;
                }))
        .hasCause(mistake);
    assertThatThrownBy(
            () -> changes.applyTo(target, conflict -> ConflictHandler.Resolution.REPLACE))
        .cause()
        .hasMessageContaining("cannot be resolved by REPLACE");
  }

  @Test
  void theHandlerMayUseTheConnectionButNotCloseIt() {
    Changeset changes = record("delete from t where id = 1");
    target.execute("delete from t where id = 1");
    changes.applyTo(
        target,
        conflict -> {
          assertThatThrownBy(target::close).isInstanceOf(IllegalStateException.class);
          target.execute("insert into t values (9, 'nine', 9)");
          return ConflictHandler.Resolution.OMIT;
        });
    assertThat(rows(target)).containsExactly("2 two", "9 nine");
  }

  @Test
  void foreignKeysAreAskedAboutAtTheEnd() {
    for (Connection each : List.of(source, target)) {
      each.execute(
          "pragma foreign_keys = on; create table c(id integer primary key, t references t)");
    }
    Changeset changes = record("insert into c values (1, 1)");
    target.execute("delete from t where id = 1");
    List<Integer> violations = new ArrayList<>();
    changes.applyTo(
        target,
        conflict -> {
          assertThat(conflict.kind()).isEqualTo(ConflictKind.FOREIGN_KEY);
          assertThatThrownBy(conflict::change).isInstanceOf(IllegalStateException.class);
          assertThatThrownBy(conflict::existingValues).isInstanceOf(IllegalStateException.class);
          violations.add(conflict.foreignKeyViolations());
          return ConflictHandler.Resolution.OMIT;
        });
    assertThat(violations).containsExactly(1);
  }

  @Test
  void onlyWantedTablesAreApplied() {
    for (Connection each : List.of(source, target)) {
      each.execute("create table u(id integer primary key)");
    }
    Changeset changes = record("insert into t values (3, 'three', 3); insert into u values (1)");
    changes.applyTo(target, table -> table.equals("t"), ConflictHandler.aborting());
    assertThat(rows(target)).hasSize(3);
    try (var count = target.prepare("select count(*) from u")) {
      count.step();
      assertThat(count.columnLong(0)).isZero();
    }
  }

  @Test
  void joinsWithLaterChanges() {
    Changeset first = record("insert into t values (3, 'three', 3)");
    Changeset second = record("update t set a = 'drei' where id = 3");
    Changeset both = first.then(second);
    List<Object> inserted = new ArrayList<>();
    both.forEach(change -> inserted.add(change.newValues().get(1)));
    assertThat(inserted).containsExactly("drei");
    assertThat(first.then(first.inverted()).isEmpty()).isTrue();
  }

  @Test
  void aPatchsetIsSmallerAndCannotBeInverted() {
    try (var session = Session.start(source, "main")) {
      session.record("t");
      source.execute("delete from t");
      Changeset patch = session.patchset();
      assertThat(patch.size()).isLessThan(session.changeset().size());
      assertThatThrownBy(patch::inverted).isInstanceOf(DatabaseException.Unreadable.class);
      patch.applyTo(target, ConflictHandler.aborting());
      assertThat(rows(target)).isEmpty();
    }
  }

  @Test
  void recordsTheDifferenceOfTables() {
    source.execute("attach ':memory:' as other; create table u(id integer primary key, a)");
    source.execute("create table other.t(id integer primary key, a, b)");
    source.execute("create table other.u(id integer primary key, x)");
    try (var session = Session.start(source, "main")) {
      session.record("t");
      session.record("u");
      session.diff("other", "t");
      Changeset changes = session.changeset();
      target.execute("delete from t");
      changes.applyTo(target, ConflictHandler.aborting());
      assertThat(rows(target)).isEqualTo(rows(source));
      assertThatThrownBy(() -> session.diff("other", "u"))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("table schemas do not match");
    }
  }

  @Test
  void canPauseAndMark() {
    try (var session = Session.start(source, "main")) {
      session.recordAll();
      session.enable(false);
      assertThat(session.isEnabled()).isFalse();
      source.execute("delete from t where id = 1");
      assertThat(session.isEmpty()).isTrue();
      session.enable(true);
      session.indirect(true);
      source.execute("delete from t where id = 2");
      assertThat(session.memoryBytes()).isPositive();
      session.changeset().forEach(change -> assertThat(change.isIndirect()).isTrue());
    }
  }

  @Test
  void excludesThePreupdateHook() {
    try (var session = Session.start(source, "main")) {
      session.recordAll();
      assertThatThrownBy(() -> source.hooks().preupdate(change -> {}))
          .isInstanceOf(IllegalStateException.class);
    }
    source.hooks().preupdate(change -> {});
    assertThatThrownBy(() -> Session.start(source, "main"))
        .isInstanceOf(IllegalStateException.class);
    source.hooks().preupdate(null);
    assertThat(record("delete from t").isEmpty()).isFalse();
  }

  @Test
  void refusesBytesThatAreNoChanges() {
    Changeset nonsense =
        Changeset.of("no changes at all".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThatThrownBy(() -> nonsense.forEach(change -> {})).isInstanceOf(DatabaseException.class);
    assertThatThrownBy(nonsense::inverted).isInstanceOf(DatabaseException.class);
    assertThatThrownBy(() -> nonsense.applyTo(target, ConflictHandler.aborting()))
        .isInstanceOf(DatabaseException.class);
    Changeset nothing = Changeset.of(new byte[0]);
    nothing.applyTo(target, ConflictHandler.aborting());
    assertThat(nothing.inverted().isEmpty()).isTrue();
  }

  @Test
  void endsWithItsConnection() {
    var session = Session.start(source, "main");
    session.recordAll();
    source.close();
    assertThatThrownBy(session::changeset).isInstanceOf(IllegalStateException.class);
    session.close();
  }
}
