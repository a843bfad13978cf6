package dev.tektite.tests.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.Snapshot;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.Steps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Closing on a thread that is interrupted: it closes all the same, and the flag stays set.
///
/// ```
///   a block                   closer
///   begins
///                             interrupted; close: waits
///                             interrupted again; waits
///   ends
///                             close returns; still interrupted
/// ```
@ExtendWith(DatabaseExtension.class)
class CloseInterruptedTest {
  /// Closes, interrupted before and while it waits.
  private static void closeMeanwhile(Database db, Steps steps) {
    steps.start(
        "closer",
        () -> {
          Thread.currentThread().interrupt();
          db.close();
          assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        });
    steps.awaitParked("closer");
    for (int i = 0; i < 10; i++) {
      steps.thread("closer").interrupt();
      steps.until("the flag to be taken", () -> !steps.thread("closer").isInterrupted());
    }
    steps.awaitParked("closer");
    steps.at("closing");
    assertThat(steps.outcome("closer")).isNull();
    assertThatThrownBy(() -> db.read(tx -> 1)).hasMessageContaining("is closed");
  }

  @EveryDatabase
  void withNothingUnderWay(Database db) {
    Thread.currentThread().interrupt();
    db.close();
    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    assertThatThrownBy(() -> db.read(tx -> 1)).hasMessageContaining("is closed");
  }

  @EveryDatabase
  void whileABlockWrites(Database db, Steps steps) {
    steps.start("writer", () -> db.write(tx -> steps.atAndAwait("under way", "closing")));
    steps.await("under way");
    closeMeanwhile(db, steps);
    assertThat(steps.outcome("writer")).isNull();
  }

  @EveryDatabase
  void whileABlockReads(Database db, Steps steps) {
    steps.start(
        "reader",
        () ->
            db.read(tx -> {
              steps.atAndAwait("under way", "closing");
              return 1;
            }));
    steps.await("under way");
    closeMeanwhile(db, steps);
    assertThat(steps.outcome("reader")).isNull();
  }

  @EveryDatabase
  void whileASubmittedBlockRuns(Database db, Steps steps) {
    var stored =
        db.submit(tx -> {
          steps.atAndAwait("under way", "closing");
          return 1;
        });
    steps.await("under way");
    closeMeanwhile(db, steps);
    assertThat(stored.join()).isOne();
  }

  @Test
  void whileASnapshotIsRead(Database db, Steps steps) {
    Snapshot snapshot = db.snapshot();
    steps.start(
        "reader",
        () ->
            snapshot.read(tx -> {
              steps.atAndAwait("under way", "closing");
              return 1;
            }));
    steps.await("under way");
    closeMeanwhile(db, steps);
    assertThat(steps.outcome("reader")).isNull();
  }
}
