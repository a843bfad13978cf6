package dev.tektite.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.Snapshot;
import dev.tektite.wal.AtCeiling;
import dev.tektite.wal.WalPolicy;
import dev.tektite.wal.WalStatus;
import dev.tektite.wal.WalStretch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the log is kept small, watched and archived.
class LogTourTest {
  @TempDir Path folder;
  private Path archive;

  @BeforeEach
  void createArchive() throws IOException {
    archive = Files.createDirectory(folder.resolve("archive"));
  }

  @Test
  void aPolicyForTheLog() {
    // @start region=policy
    WalPolicy policy =
        WalPolicy.defaults()
            .ceilingBytes(256L << 20)
            .atCeiling(AtCeiling.INTERRUPT_READER)
            .maxReadAge(Duration.ofMinutes(5))
            .diskReserveBytes(1L << 30);
    DatabaseOptions options = DatabaseOptions.defaults().walPolicy(policy);
    // @end
    try (Database db = Database.open(folder.resolve("bank.db"), options.walPolicy(policy))) {
      assertThat(db.options().walPolicy().ceilingBytes()).isEqualTo(256L << 20);
    }
  }

  @Test
  void theStatusOfTheLog() {
    try (Database db = Database.open(folder.resolve("bank.db"));
        Snapshot pinned = db.snapshot()) {
      // @start region=status
      WalStatus log = db.status().wal(); // null where there is no log
      if (log != null && log.pinnedBy() != null) {
        System.err.println(log.bytes() + " bytes because of " + log.pinnedBy());
      }
      // @end
      assertThat(log).isNotNull();
      assertThat(pinned.<Long>read(tx -> tx.query("select 1").asLong().one())).isOne();
    }
  }

  // @start region=archive
  /// Keeps each log in a file of its own; the file can be put beside a copy of the database.
  void keep(WalStretch stretch) throws IOException {
    Path file = archive.resolve(stretch.log());
    try (var from = stretch.open();
        var to = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      to.transferFrom(from, stretch.offset(), stretch.bytes());
      to.force(true);
    }
  }

  // @end

  @Test
  void anArchiveOfTheLog() throws IOException {
    var options = DatabaseOptions.defaults().walPolicy(WalPolicy.defaults().archive(this::keep));
    try (Database db = Database.open(folder.resolve("bank.db"), options)) {
      db.write(tx -> tx.executeScript("create table account(owner text)"));
    }
    try (var kept = Files.list(archive)) {
      assertThat(kept).isNotEmpty();
    }
  }
}
