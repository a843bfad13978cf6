package dev.tektite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.backup.BackupOptions;
import dev.tektite.backup.BackupProgress;
import dev.tektite.backup.BackupProgress.Phase;
import dev.tektite.backup.BackupReport;
import dev.tektite.backup.CopyCheck;
import dev.tektite.sqlite.DatabaseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BackupTest {
  private static final int ROWS = 2_000;

  @TempDir Path folder;

  private Path target() {
    return folder.resolve("copies").resolve("copy.db");
  }

  private Database open() {
    return filled(Database.open(folder.resolve("a.db")));
  }

  private static Database filled(Database db) {
    db.write(tx -> {
      tx.execute("create table t(id integer primary key, b blob)");
      tx.execute(
          "with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)"
              + " insert into t select i, randomblob(1000) from n",
          ROWS);
    });
    return db;
  }

  private static Long rows(Path file) {
    try (Database db = Database.open(file)) {
      return db.read(tx -> tx.query("select count(*) from t").asLong().one());
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(target().getParent())) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  static Stream<Database> databases() {
    return Stream.of(
        Database.temporary(), Database.inMemory(), Database.temporary(options().wal(false)));
  }

  private static DatabaseOptions options() {
    return DatabaseOptions.defaults().durability(Durability.OFF);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void everyKindIsCopied(Database opened) throws IOException {
    for (boolean compact : List.of(false, true)) {
      Path copy = folder.resolve(compact + ".db");
      if (!compact) {
        filled(opened);
      }
      BackupReport report =
          opened.backup(copy, BackupOptions.defaults().compact(compact).check(CopyCheck.FULL));
      assertThat(report.file()).isEqualTo(copy.toRealPath());
      assertThat(report.bytes()).isEqualTo(Files.size(copy));
      assertThat(report.pages() * 4096).isEqualTo(report.bytes());
      assertThat(report.compact()).isEqualTo(compact);
      assertThat(report.check()).isEqualTo(CopyCheck.FULL);
      assertThat(report.duration()).isGreaterThanOrEqualTo(report.copying());
      assertThat(report.toString()).contains(copy.getFileName().toString(), "pages", "FULL");
      assertThat(rows(copy)).isEqualTo(ROWS);
      opened.write(tx -> tx.execute("update t set b = null where id = 1")); // still in order
    }
    opened.close();
  }

  @Test
  void theCopyEqualsTheCommitAtWhichItBegan() {
    try (Database db = open()) {
      var once = new AtomicBoolean();
      db.backup(
          target(),
          BackupOptions.defaults()
              .onProgress(progress -> {
                if (once.compareAndSet(false, true)) {
                  db.write(tx -> tx.execute("delete from t"));
                }
                return true;
              }));
      assertThat(rows(target())).isEqualTo(ROWS);
    }
  }

  @Test
  void compactingLeavesOutFreePages() throws IOException {
    try (Database db = open()) {
      db.write(tx -> tx.execute("delete from t where id > 10"));
      BackupReport plain = db.backup(target());
      Path compact = target().resolveSibling("compact.db");
      BackupReport report = db.backup(compact, BackupOptions.defaults().compact(true));
      assertThat(report.pages()).isLessThan(plain.pages() / 10);
      assertThat(rows(compact)).isEqualTo(10);
      assertThat(names()).containsExactly("compact.db", "copy.db");
    }
  }

  @Test
  void progressGoesUpAndThroughThePhases() {
    List<BackupProgress> told = new ArrayList<>();
    try (Database db = open()) {
      BackupReport report = db.backup(target(), BackupOptions.defaults().onProgress(told::add));
      assertThat(told)
          .extracting(BackupProgress::phase)
          .startsWith(Phase.COPY)
          .contains(Phase.FLUSH)
          .endsWith(Phase.CHECK)
          .isSorted();
      assertThat(told).extracting(BackupProgress::pages).startsWith(0L).isSorted();
      BackupProgress last = told.getLast();
      assertThat(last.percent()).isEqualTo(100);
      assertThat(last.bytes()).isEqualTo(last.totalBytes()).isEqualTo(report.bytes());
      assertThat(last.bytesPerSecond()).isPositive();
      assertThat(last.timeLeft()).isEqualTo(Duration.ZERO);
    }
  }

  @Test
  void heldBackItTakesAsLongAsItMust() {
    List<BackupProgress> told = new ArrayList<>();
    try (Database db = open()) {
      long bytes = db.<Long>read(tx -> tx.query("pragma page_count").asLong().one()) * 4096;
      long perSecond = bytes * 4;
      var options = BackupOptions.defaults().bytesPerSecond(perSecond).onProgress(told::add);
      BackupReport report = db.backup(target(), options);
      // all but the last step must have been waited for
      assertThat(report.copying()).isGreaterThan(Duration.ofMillis(100));
      List<BackupProgress> midway =
          told.stream()
              .filter(each -> each.percent() < 100 && each.elapsed().toMillis() >= 50)
              .toList(); // the first step has not been held back yet
      assertThat(midway).isNotEmpty().allSatisfy(each -> assertThat(each.timeLeft()).isPositive());
    }
  }

  @Test
  void anExistingFileNeedsReplace() throws IOException {
    try (Database db = open()) {
      db.backup(target());
      db.write(tx -> tx.execute("delete from t"));
      assertThatThrownBy(() -> db.backup(target()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("replace(true)");
      assertThat(rows(target())).isEqualTo(ROWS);
      db.backup(target(), BackupOptions.defaults().replace(true));
      assertThat(rows(target())).isZero();
      assertThat(names()).containsExactly("copy.db");
    }
  }

  @Test
  void theDatabaseItselfIsRefused() throws IOException {
    try (Database db = open()) {
      Files.createSymbolicLink(folder.resolve("link.db"), folder.resolve("a.db"));
      Files.createLink(folder.resolve("hard.db"), folder.resolve("a.db"));
      var replacing = BackupOptions.defaults().replace(true);
      for (String name : List.of("a.db", "a.db-wal", "a.db-shm", "link.db", "hard.db", "./a.db")) {
        assertThatThrownBy(() -> db.backup(folder.resolve(name), replacing))
            .as(name)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("belongs to the database");
      }
      assertThatThrownBy(() -> db.backup(folder)).hasMessageContaining("is a folder");
      assertThatThrownBy(() -> db.backup(Path.of(""))).hasMessageContaining("empty");
    }
    assertThat(rows(folder.resolve("a.db"))).isEqualTo(ROWS);
  }

  @Test
  void anOpenDatabaseIsNotWrittenOver() {
    try (Database db = open();
        Database other = Database.open(target())) {
      assertThatThrownBy(() -> db.backup(target(), BackupOptions.defaults().replace(true)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("open already");
      assertThat(other.<Long>read(tx -> tx.query("select 1").asLong().one())).isEqualTo(1);
    }
  }

  @Test
  void refusedInsideABlock() {
    try (Database db = open()) {
      Consumer<Database> backup = each -> each.backup(target());
      assertThatThrownBy(() -> db.write(tx -> backup.accept(db)))
          .hasMessageContaining("do not nest");
    }
  }

  @Test
  void compactingCannotBeHeldBack() {
    try (Database db = open()) {
      var both = BackupOptions.gentle().compact(true);
      assertThatThrownBy(() -> db.backup(target(), both))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("held back");
    }
    assertThatThrownBy(() -> BackupOptions.defaults().bytesPerSecond(0))
        .hasMessageContaining("1 or more");
  }

  @Test
  void functionsAndCollationsOfTheSchemaAreThereForTheCheck() {
    var options =
        options()
            .onConnection(connection ->
                connection.functions().collation("backwards", (a, b) -> b.compareTo(a)));
    for (boolean compact : List.of(false, true)) {
      try (Database db = Database.inMemory(options)) {
        db.write(tx -> {
          tx.execute("create table t(a text collate backwards unique)");
          tx.execute("insert into t values ('a'), ('b')");
        });
        Path copy = folder.resolve(compact + ".db");
        db.backup(copy, BackupOptions.defaults().compact(compact).check(CopyCheck.FULL));
        assertThat(Files.exists(copy)).isTrue();
      }
    }
  }

  @Test
  void snapshotsInMemoryHaveTheFunctionsOfTheDatabase() {
    var options =
        options()
            .onConnection(connection ->
                connection.functions().collation("backwards", (a, b) -> b.compareTo(a)));
    try (Database db = Database.inMemory(options)) {
      db.write(tx -> tx.executeScript("create table t(a); insert into t values ('a'), ('b')"));
      try (Snapshot snapshot = db.snapshot()) {
        String sql = "select a from t order by a collate backwards";
        assertThat(snapshot.<List<String>>read(tx -> tx.query(sql).asText().list()))
            .containsExactly("b", "a");
      }
    }
  }

  @Test
  void theFlightRecorderIsTold() throws IOException {
    Path events = folder.resolve("events.jfr");
    try (Database db = open();
        Recording recording = new Recording()) {
      recording.enable("dev.tektite.Backup").withThreshold(Duration.ZERO);
      recording.start();
      BackupReport report = db.backup(target());
      assertThatThrownBy(() -> db.backup(target())).hasMessageContaining("replace(true)");
      recording.stop();
      recording.dump(events);
      List<RecordedEvent> told = RecordingFile.readAllEvents(events);
      assertThat(told)
          .extracting(event -> event.getBoolean("succeeded"))
          .containsExactly(true, false);
      assertThat(told.getFirst().getLong("bytes")).isEqualTo(report.bytes());
      assertThat(told.getFirst().getString("target")).endsWith("copy.db");
    }
  }

  @Test
  void refusedAfterClose() throws IOException {
    Database db = open();
    db.close();
    assertThatThrownBy(() -> db.backup(target()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
    assertThat(names()).isEmpty();
  }

  // ---- giving up ----

  private void requireNothingLeft(Database db) throws IOException {
    assertThat(names()).isEmpty();
    db.write(tx -> tx.execute("delete from t where id = 1"));
  }

  @Test
  void aListenerThatSaysNoCancels() throws IOException {
    for (Phase phase : Phase.values()) {
      try (Database db = filled(Database.temporary())) {
        assertThatThrownBy(() ->
                db.backup(
                    target(),
                    BackupOptions.defaults().onProgress(progress -> progress.phase() != phase)))
            .isInstanceOf(DatabaseException.Cancelled.class)
            .hasMessageContaining("in the phase " + phase)
            .hasMessageContaining("cancelled by its caller");
        requireNothingLeft(db);
      }
    }
  }

  @Test
  void aHandleCancels() throws IOException {
    for (boolean compact : List.of(false, true)) {
      try (Database db = filled(Database.temporary())) {
        var stop = new AtomicBoolean();
        var options =
            BackupOptions.defaults()
                .compact(compact)
                .stopWhen(stop::get)
                .onProgress(progress -> {
                  stop.set(true);
                  return true;
                });
        assertThatThrownBy(() -> db.backup(target(), options))
            .isInstanceOf(DatabaseException.Cancelled.class);
        requireNothingLeft(db);
      }
    }
  }

  @Test
  void anInterruptCancelsAndStaysSet() throws IOException {
    try (Database db = open()) {
      var options =
          BackupOptions.defaults()
              .onProgress(progress -> {
                Thread.currentThread().interrupt();
                return true;
              });
      assertThatThrownBy(() -> db.backup(target(), options))
          .isInstanceOf(DatabaseException.Cancelled.class)
          .hasMessageContaining("was interrupted");
      assertThat(Thread.interrupted()).isTrue();
      requireNothingLeft(db);
    }
  }

  @Test
  void whatAListenerThrowsIsThrown() throws IOException {
    try (Database db = open()) {
      var options =
          BackupOptions.defaults()
              .onProgress(progress -> {
                throw new ArithmeticException("of the listener");
              });
      assertThatThrownBy(() -> db.backup(target(), options))
          .isInstanceOf(ArithmeticException.class);
      requireNothingLeft(db);
    }
  }

  @Test
  void leftoversOfDeadProcessesAreRemovedAndOthersNot() throws IOException {
    Files.createDirectories(target().getParent());
    long alive = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(1L);
    List<String> dead =
        List.of("copy.db.partial-999999999-1", "copy.db.partial-999999999-1-journal");
    List<String> kept =
        List.of(
            "copy.db.partial-x", "other.db.partial-999999999-1", "copy.db.partial-" + alive + "-1");
    long own = ProcessHandle.current().pid();
    for (String name : dead) {
      Files.writeString(target().resolveSibling(name), "half");
    }
    Files.writeString(target().resolveSibling("copy.db.partial-" + own + "-987654321"), "half");
    for (String name : kept) {
      Files.writeString(target().resolveSibling(name), "not mine");
    }
    try (Database db = open()) {
      db.backup(target());
    }
    assertThat(names()).contains("copy.db").containsAll(kept).hasSize(1 + kept.size());
  }
}
