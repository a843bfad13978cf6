package dev.tektite.tests.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.OpenMode;
import dev.tektite.sqlite.Statement;
import dev.tektite.wal.WalArchive;
import dev.tektite.wal.WalPolicy;
import dev.tektite.wal.WalStretch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The archive is given all of the log, whatever happens, so that every commit can be had again.
class ArchiveTest {
  private static final int BLOCKS = 300;

  @TempDir Path folder;
  private Path file;
  private Path first;
  private final List<String> logs = new ArrayList<>(); // by the thread that archives, one at a time

  /// A database with one row, and a copy of it.
  @BeforeEach
  void create() throws IOException {
    file = folder.resolve("kept.db");
    try (Database db = Database.open(file)) {
      SmallLog.create(db);
      db.write(
          tx -> tx.executeScript("create table number(n integer); insert into number values (0)"));
    }
    first = Files.copy(file, folder.resolve("restored.db"));
  }

  private void keep(WalStretch stretch) throws IOException {
    if (!logs.contains(stretch.log())) {
      logs.add(stretch.log());
    }
    Path kept = folder.resolve(stretch.log());
    try (ReadableByteChannel from = stretch.open();
        FileChannel to =
            FileChannel.open(kept, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(to.size()).as("no gap before").isGreaterThanOrEqualTo(stretch.offset());
      assertThat(to.transferFrom(from, stretch.offset(), stretch.bytes()))
          .isEqualTo(stretch.bytes());
    }
  }

  private static WalPolicy policy(WalArchive archive) {
    return SmallLog.POLICY.archive(archive);
  }

  private static void count(Database db) {
    for (int i = 0; i < BLOCKS; i++) {
      SmallLog.write(db);
      db.write(tx -> tx.execute("update number set n = n + 1"));
    }
  }

  /// Puts each log beside the first copy, in order, and lets SQLite read it.
  private long restored() throws IOException {
    for (String log : logs) {
      Files.copy(folder.resolve(log), Path.of(first + "-wal"));
      try (Connection connection = Connection.open(first, OpenMode.READ_WRITE)) {
        connection.execute("select count(*) from number");
      }
    }
    try (Connection connection = Connection.open(first, OpenMode.READ_WRITE);
        Statement ask = connection.prepare("select n from number")) {
      ask.step();
      return ask.columnLong(0);
    }
  }

  @Test
  void aCopyAndAllLaterStretchesGiveEveryCommit() throws IOException {
    try (Database db = Database.open(file, SmallLog.options(policy(this::keep)))) {
      count(db);
    }
    assertThat(logs).as("the log was started anew").hasSizeGreaterThan(1);
    assertThat(restored()).isEqualTo(BLOCKS);
  }

  @Test
  void nothingIsWrittenOverThatCouldNotBeArchived() throws IOException {
    var fails = new AtomicBoolean(true);
    var asked = new AtomicInteger();
    WalArchive archive =
        stretch -> {
          asked.incrementAndGet();
          if (fails.get()) {
            throw new IOException("the archive is away");
          }
          keep(stretch);
        };
    try (Database db = Database.open(file, SmallLog.options(policy(archive)))) {
      count(db);
      Eventually.holds(() -> SmallLog.log(db), () -> SmallLog.log(db).problem() != null);
      assertThat(SmallLog.log(db).problem()).contains("could not be archived");
      assertThat(SmallLog.log(db).copiedFrames()).isZero();
      fails.set(false);
      Eventually.holds(
          () -> SmallLog.log(db),
          () -> {
            db.write(tx -> tx.execute("update number set n = n + 1"));
            return SmallLog.log(db).problem() == null;
          });
    }
    assertThat(asked.get()).isPositive();
    assertThat(restored()).isGreaterThan(BLOCKS);
  }

  @Test
  void whatCouldNotBeArchivedAtTheEndStaysForTheNextTime() throws IOException {
    Database db =
        Database.open(
            file,
            SmallLog.options(
                policy(stretch -> {
                  throw new IOException("the archive is away");
                })));
    count(db);
    assertThatThrownBy(db::close).hasMessageContaining("could not be archived");
    assertThat(Path.of(file + "-wal")).isNotEmptyFile();
    Database.open(file, SmallLog.options(policy(this::keep))).close();
    assertThat(restored()).isEqualTo(BLOCKS);
  }
}
