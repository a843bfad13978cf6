package dev.tektite.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.Recovery;
import dev.tektite.recovery.Finding;
import dev.tektite.recovery.FindingKind;
import dev.tektite.recovery.RepairReport;
import dev.tektite.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What to do with a damaged file.
class RecoveryTourTest {
  @TempDir Path folder;

  @Test
  void inspectAndRepair() throws IOException {
    Path file = folder.resolve("shop.db");
    Schema schema = fill(file);
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < 4096; i++) {
      bytes[bytes.length / 4096 / 2 * 4096 + i] = 0x11;
    }
    Files.write(file, bytes);
    List<String> lines = new ArrayList<>();

    // @start region=inspect
    for (Finding finding : Recovery.inspect(file, schema)) {
      lines.add(finding.kind() + ": " + finding.text());
    }
    // @end
    // @start region=repair
    RepairReport report = Recovery.repair(file, folder.resolve("saved.db"));
    report
        .tables()
        .forEach(table -> lines.add("%s: %d saved".formatted(table.table(), table.saved())));
    report.problems().forEach(lines::add);
    // @end

    assertThat(lines.getFirst()).startsWith(FindingKind.DAMAGED + ": ");
    assertThat(report.isComplete()).isFalse();
    assertThat(report.saved()).isBetween(9_000L, 10_000L);

    // @start region=reset
    Recovery.reset(
        file, "shop.db"); // the name once more, so that nobody resets what they did not mean
    // @end
    assertThat(file).doesNotExist();
  }

  private static Schema fill(Path file) {
    try (Database db = Database.open(file)) {
      db.write(tx -> {
        tx.executeScript(
            "create table item(id integer primary key, name text); pragma user_version = 1");
        tx.executeBatch(
            "insert into item(name) values (?)",
            IntStream.range(0, 10_000).mapToObj(i -> "the name of item " + i));
      });
      return db.read(Schema::of);
    }
  }
}
