package dev.tektite.flight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightTest {
  @TempDir Path folder;

  private List<RecordedEvent> recorded(Runnable work) throws IOException {
    try (Recording recording = new Recording()) {
      for (String event :
          List.of("Read", "Write", "Commit", "Wait", "SlowStatement", "Checkpoint", "Backup")) {
        recording.enable("dev.tektite." + event).withThreshold(Duration.ZERO);
      }
      recording.start();
      work.run();
      recording.stop();
      Path file = folder.resolve("work.jfr");
      recording.dump(file);
      return RecordingFile.readAllEvents(file);
    }
  }

  private static RecordedEvent one(List<RecordedEvent> events, String type) {
    List<RecordedEvent> found =
        events.stream().filter(event -> event.getEventType().getName().equals(type)).toList();
    assertThat(found).as(type).isNotEmpty();
    return found.getFirst();
  }

  @Test
  void blocksCommitsAndStatementsAreRecorded() throws IOException {
    List<RecordedEvent> events =
        recorded(() -> {
          try (Database db = Database.temporary()) {
            db.named("prepare").write(tx -> tx.execute("create table t(x)"));
            db.named("count")
                .read(tx -> tx.query("select x from t where x = 'secret'").asText().list());
          }
        });
    RecordedEvent write = one(events, "dev.tektite.Write");
    assertThat(write.getString("label")).isEqualTo("prepare");
    assertThat(write.getString("kind")).isEqualTo("WRITE");
    assertThat(write.getString("outcome")).isEqualTo("DONE");
    assertThat(write.getDuration()).isPositive();
    assertThat(write.getDuration("committed")).isPositive();
    assertThat(write.getInt("runs")).isEqualTo(1);
    RecordedEvent read = one(events, "dev.tektite.Read");
    assertThat(read.getString("label")).isEqualTo("count");
    assertThat(one(events, "dev.tektite.Wait").getDuration()).isPositive();
    RecordedEvent commit = one(events, "dev.tektite.Commit");
    assertThat(commit.getLong("sequence")).isEqualTo(1);
    assertThat(commit.getInt("blocks")).isEqualTo(1);
    assertThat(events.stream().filter(event -> event.hasField("sql")))
        .extracting(event -> event.getString("sql"))
        .contains("create table t(x)", "select x from t where x = ?");
  }

  @Test
  void checkpointsAreRecorded() throws IOException {
    List<RecordedEvent> events =
        recorded(() -> {
          Object token = Flight.beginCheckpoint();
          Flight.endCheckpoint(token, "a.db", "PASSIVE", 10, 7);
        });
    RecordedEvent checkpoint = one(events, "dev.tektite.Checkpoint");
    assertThat(checkpoint.getString("mode")).isEqualTo("PASSIVE");
    assertThat(checkpoint.getLong("logFrames")).isEqualTo(10);
    assertThat(checkpoint.getLong("copiedFrames")).isEqualTo(7);
  }

  @Test
  void backupsAreRecorded() throws IOException {
    List<RecordedEvent> events =
        recorded(() -> {
          Object token = Flight.beginBackup();
          Flight.endBackup(token, "a.db", "copy.db", 4096, true);
        });
    RecordedEvent backup = one(events, "dev.tektite.Backup");
    assertThat(backup.getString("target")).isEqualTo("copy.db");
    assertThat(backup.getLong("bytes")).isEqualTo(4096);
    assertThat(backup.getBoolean("succeeded")).isTrue();
  }

  @Test
  void whileNobodyRecordsNothingIsMade() {
    assertThat(Flight.wantsBlocks()).isFalse();
    assertThat(Flight.beginCommit()).isNull();
    assertThat(Flight.beginCheckpoint()).isNull();
    assertThat(Flight.beginBackup()).isNull();
  }
}
