package dev.tektite.salvage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tektite.Database;
import dev.tektite.Recovery;
import dev.tektite.recovery.FindingKind;
import dev.tektite.recovery.RepairProgress;
import dev.tektite.recovery.RepairReport;
import dev.tektite.recovery.TableRepair;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.ConnectionOption;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.OpenMode;
import dev.tektite.sqlite.Statement;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Repairs save what can be read, and leave the original as it is.
final class RepairTest {
  @TempDir Path folder;
  private Path damaged;
  private Path fresh;

  @BeforeEach
  void fill() {
    damaged = folder.resolve("damaged.db");
    fresh = folder.resolve("new/fresh.db");
    DamagedFiles.fill(damaged, 1);
  }

  @Test
  void aSoundFileIsCopied() {
    RepairReport report = Recovery.repair(damaged, fresh);

    assertThat(report.wasSound()).isTrue();
    assertThat(report.isComplete()).isTrue();
    assertThat(saved(report, "book")).isEqualTo(DamagedFiles.ROWS);
    assertThat(DamagedFiles.markers(fresh)).isEqualTo(DamagedFiles.markers(damaged));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void savesWhatCanBeReadOfAFileWithRandomPages(long seed) throws Exception {
    DamagedFiles.damage(damaged, 0.05, true, seed);
    byte[] before = Files.readAllBytes(damaged);
    List<RepairProgress> news = new ArrayList<>();

    RepairReport report = Recovery.repair(damaged, fresh, news::add);

    assertThat(report.wasSound()).isFalse();
    assertThat(report.isComplete()).isFalse();
    assertThat(Files.readAllBytes(damaged)).isEqualTo(before);
    Set<String> markers = DamagedFiles.markers(fresh);
    assertThat(markers).hasSizeGreaterThan(DamagedFiles.ROWS * 3);
    assertThat(news.getLast().rows()).isEqualTo(report.saved());
    try (Connection connection = Connection.open(fresh, OpenMode.READ_ONLY)) {
      for (TableRepair table : report.tables()) {
        assertThat(Soundness.count(connection, table.table()))
            .as(table.table())
            .isEqualTo(table.saved());
      }
      assertThat(number(connection, "pragma user_version")).isEqualTo(42);
    }
    assertThat(markers).containsAll(markersOfShell(before));
  }

  /// What the command line's `.recover` saves of the same file; the test is not complete without
  /// it.
  private Set<String> markersOfShell(byte[] file) throws IOException, InterruptedException {
    Path input = folder.resolve("shell-input.db");
    Path sql = folder.resolve("shell.sql");
    Path output = folder.resolve("shell-output.db");
    Files.write(input, file);
    assumeTrue(
        shell(null, sql, "sqlite3", input.toString(), ".recover"),
        "The command sqlite3 is absent: install it to compare with its .recover");
    shell(sql, folder.resolve("shell.log"), "sqlite3", output.toString());
    return DamagedFiles.markers(output);
  }

  /// @return whether the command exists
  private static boolean shell(Path from, Path to, String... command) throws InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(false);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD).redirectOutput(to.toFile());
    builder.redirectInput(from == null ? new File("/dev/null") : from.toFile());
    try {
      builder.start().waitFor();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void everythingThatHangsOnTheTablesIsThereAgain() throws IOException {
    DamagedFiles.damage(damaged, 0, true, 5); // one page

    Recovery.repair(damaged, fresh);

    try (Database database = Database.open(fresh)) {
      database.write(tx -> {
        tx.execute("insert into word values ('a word that is new')");
        tx.execute("insert into author(marker) values ('new')");
      });
      assertThat(database.<Long>read(tx -> tx.query("select max(id) from author").asLong().one()))
          .isEqualTo(DamagedFiles.ROWS + 1);
      assertThat(
              database.<Long>read(tx ->
                  tx.query("select count(*) from word where word match 'new'").asLong().one()))
          .isEqualTo(1);
      assertThat(database.<Long>read(tx -> tx.query("select count(*) from large").asLong().one()))
          .isGreaterThan(1_000);
      long book =
          database.read(
              tx -> tx.query("select author from book where marker = 'book-7'").asLong().one());
      database.write(tx -> tx.execute("delete from author where id = ?", book));
      assertThat(
              database.<Long>read(tx ->
                  tx.query("select count(*) from book where author = ?", book).asLong().one()))
          .isZero();
      assertThat(
              database.<List<String>>read(
                  tx -> tx.query("select distinct language from book").asText().list()))
          .containsExactly("en");
    }
  }

  @Test
  void withoutTheFirstPageAllRowsAreWithTheLostAndFound() throws IOException {
    Set<String> all = DamagedFiles.markers(damaged);
    byte[] bytes = Files.readAllBytes(damaged);
    Arrays.fill(bytes, 0, 1024, (byte) 0x55);
    Files.write(damaged, bytes);

    RepairReport report = Recovery.repair(damaged, fresh);

    assertThat(report.tables()).isEmpty();
    assertThat(report.lostAndFound()).isGreaterThan(4L * DamagedFiles.ROWS);
    assertThat(report.problems()).isNotEmpty();
    assertThat(DamagedFiles.markers(fresh)).containsAll(all);
  }

  @Test
  void neverFailsWhateverTheDamage() throws IOException {
    byte[] sound = Files.readAllBytes(damaged);
    for (long seed = 0; seed < 12; seed++) {
      Files.write(damaged, sound);
      DamagedFiles.damage(damaged, 0.1 + seed * 0.07, false, seed);
      Path target = folder.resolve("repaired-" + seed);

      RepairReport report = Recovery.repair(damaged, target);

      assertThat(report.wasSound()).isFalse();
      assertThat(Recovery.inspect(target)).noneMatch(each -> each.kind() == FindingKind.UNREADABLE);
    }
  }

  @Test
  void flippedBitsAreNoReasonToFail() throws IOException {
    byte[] sound = Files.readAllBytes(damaged);
    var random = new Random(9);
    for (int round = 0; round < 12; round++) {
      byte[] bytes = sound.clone();
      for (int i = 0; i < 400; i++) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(damaged, bytes);

      RepairReport report = Recovery.repair(damaged, folder.resolve("flipped-" + round));

      assertThat(report.saved() + report.lostAndFound()).isGreaterThan(DamagedFiles.ROWS);
    }
  }

  @Test
  void theLogIsApplied() throws IOException {
    Path file = folder.resolve("logged.db");
    DamagedFiles.fill(file, 3);
    try (Connection connection = Connection.open(file, OpenMode.READ_WRITE)) {
      connection.settings().option(ConnectionOption.NO_CHECKPOINT_ON_CLOSE, true);
      connection.execute(
          "pragma journal_mode = wal; insert into strictly(marker) values ('strictly-9999')");
    }
    assertThat(file.resolveSibling("logged.db-wal")).exists();
    DamagedFiles.damage(file, 0.02, true, 8);
    byte[] log = Files.readAllBytes(file.resolveSibling("logged.db-wal"));

    Recovery.repair(file, fresh);

    assertThat(DamagedFiles.markers(fresh)).contains("strictly-9999");
    assertThat(Files.readAllBytes(file.resolveSibling("logged.db-wal"))).isEqualTo(log);
  }

  @Test
  void whatIsNoDatabaseGivesAnEmptyOne() throws IOException {
    Path text = folder.resolve("notes.txt");
    Files.writeString(text, "These are notes. ".repeat(2_000));

    RepairReport report = Recovery.repair(text, fresh);

    assertThat(report.saved()).isZero();
    assertThat(report.problems()).anyMatch(each -> each.contains("not a database"));
  }

  @Test
  void anExistingFileIsNotOverwritten() throws IOException {
    Files.createDirectories(fresh.getParent());
    Files.writeString(fresh, "mine");

    assertThatThrownBy(() -> Recovery.repair(damaged, fresh))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("fresh.db exists");
    assertThat(Files.readString(fresh)).isEqualTo("mine");
  }

  @Test
  void whatAnEarlierFileLeftBesideTheNewOneIsNotReadIntoIt() throws IOException {
    Path earlier = folder.resolve("earlier.db");
    try (Connection connection = Connection.open(earlier, OpenMode.CREATE)) {
      connection.settings().option(ConnectionOption.NO_CHECKPOINT_ON_CLOSE, true);
      connection.execute("pragma journal_mode = wal; create table strange(a)");
    }
    Files.createDirectories(fresh.getParent());
    Files.copy(folder.resolve("earlier.db-wal"), fresh.resolveSibling("fresh.db-wal"));
    Files.writeString(fresh.resolveSibling("fresh.db-journal"), "a journal of another file");
    DamagedFiles.damage(damaged, 0.05, true, 6);

    Recovery.repair(damaged, fresh);

    try (var left = Files.list(fresh.getParent())) {
      assertThat(left).containsExactly(fresh);
    }
    assertThat(DamagedFiles.markers(fresh)).hasSizeGreaterThan(DamagedFiles.ROWS * 3);
  }

  @Test
  void anOpenFileIsRefused() {
    try (Database open = Database.open(damaged)) {
      assertThatThrownBy(() -> Recovery.repair(open.path(), fresh))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("close it first");
    }
  }

  @Test
  void anInterruptEndsItAndLeavesNothing() throws IOException {
    DamagedFiles.damage(damaged, 0.05, true, 2);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> Recovery.repair(damaged, fresh))
          .isInstanceOf(DatabaseException.Cancelled.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    try (var left = Files.list(fresh.getParent())) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void fileWithoutContentIsSound() throws IOException {
    Path empty = folder.resolve("empty.db");
    Files.createFile(empty);

    assertThat(Recovery.repair(empty, fresh).saved()).isZero();
  }

  private static long saved(RepairReport report, String table) {
    return report.tables().stream()
        .filter(each -> each.table().equals(table))
        .mapToLong(TableRepair::saved)
        .sum();
  }

  private static long number(Connection connection, String sql) {
    try (Statement statement = connection.prepare(sql)) {
      statement.step();
      return statement.columnLong(0);
    }
  }
}
