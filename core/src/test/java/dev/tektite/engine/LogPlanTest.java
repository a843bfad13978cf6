package dev.tektite.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.sqlite.Connection;
import dev.tektite.wal.AtCeiling;
import dev.tektite.wal.WalPolicy;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Decisions about the log, from numbers alone. Pages have 4096 bytes here, so that a frame has
/// 4120.
class LogPlanTest {
  private static final int FRAME = 4120;
  private static final int CEILING = 10_000;
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final WalPolicy policy =
      WalPolicy.defaults()
          .passiveBytes(100 * FRAME)
          .resetBytes(200 * FRAME)
          .truncateBytes(300 * FRAME)
          .ceilingBytes(CEILING * FRAME);
  private final LogPlan plan = new LogPlan(policy, new LogConnection(noOpener()));
  private final long now = System.nanoTime();

  private static Opener noOpener() {
    return new Opener() {
      @Override
      public Connection writer() {
        throw new AssertionError("a plan opens nothing");
      }

      @Override
      public Connection reader() {
        throw new AssertionError("a plan opens nothing");
      }
    };
  }

  @Test
  void moreThanPassiveBytesAreCopied() {
    assertThat(plan.isCopyDue(1_100, 1_000)).isFalse();
    assertThat(plan.isCopyDue(1_101, 1_000)).isTrue();
  }

  @Test
  void aLogLongerThanResetBytesIsStartedAnew() {
    assertThat(plan.isRestartDue(200, 200, 0, now)).isFalse();
    assertThat(plan.isRestartDue(201, 201, 0, now)).isTrue();
    plan.succeeded(201);
    assertThat(plan.isRestartDue(201, 201, 0, now)).as("it is ready to start anew").isFalse();
    assertThat(plan.isRestartDue(202, 201, 0, now)).isTrue();
  }

  @Test
  void readersAreWaitedForLongerAsTheLogNearsItsCeiling() {
    assertThat(plan.readersNanos(201)).isEqualTo(5 * MILLI);
    assertThat(plan.readersNanos(CEILING / 4)).isBetween(5 * MILLI, 6 * MILLI);
    assertThat(plan.readersNanos(CEILING / 2)).isBetween(25 * MILLI, 35 * MILLI);
    assertThat(plan.readersNanos(CEILING)).isEqualTo(1_000 * MILLI);
    assertThat(plan.readersNanos(3 * CEILING)).isEqualTo(1_000 * MILLI);
  }

  @Test
  void noAttemptIsMadeThatWouldHoldUpWritersForNothing() {
    plan.reading(10 * MILLI);
    assertThat(plan.isRestartDue(1_000, 1_000, 10 * MILLI, now)).isFalse();
    assertThat(plan.isRestartDue(6_500, 6_500, 10 * MILLI, now)).isTrue();
  }

  @Test
  void lateBlocksAreForgottenInTime() {
    plan.reading(10 * MILLI);
    for (int i = 0; i < 30; i++) {
      plan.reading(0);
    }
    assertThat(plan.isRestartDue(1_000, 1_000, 0, now)).isTrue();
  }

  @Test
  void aFailureIsFollowedByAnotherTryWhenTheLogHasGrownOrTimeHasPassed() {
    plan.failed(1_000, now);
    assertThat(plan.isRestartDue(1_100, 1_100, 0, now)).isFalse();
    assertThat(plan.isRestartDue(2_000, 2_000, 0, now)).isTrue();
    assertThat(plan.isRestartDue(1_100, 1_100, 0, now + 250 * MILLI)).isTrue();
  }

  @Test
  void onlyAFileThatHasGrownIsCut() {
    assertThat(plan.isCutDue(300 * FRAME)).isFalse();
    assertThat(plan.isCutDue(300 * FRAME + 1)).isTrue();
    assertThat(plan.isCutDueUnderLoad((long) CEILING * FRAME)).isFalse();
    assertThat(plan.isCutDueUnderLoad((long) CEILING * FRAME + 1)).isTrue();
  }

  @Test
  void aBackupSlowsWritersDownFromTwiceTheCeilingOn() {
    var admission = new Admission();
    var ceiling = new Ceiling("a.db", WalPolicy.defaults().ceilingBytes(100 << 20), admission);
    assertThat(ceiling.pauseNanos(200L << 20)).isEqualTo(MILLI);
    assertThat(ceiling.pauseNanos(199L << 20)).isZero();
    assertThat(ceiling.pauseNanos(250L << 20)).isEqualTo(4 * MILLI);
    assertThat(ceiling.pauseNanos(1L << 40)).isEqualTo(100 * MILLI);
  }

  @Test
  void aBackupIsNeverStoppedAndNeverHasWritesRefused() {
    for (AtCeiling atCeiling : AtCeiling.values()) {
      look(atCeiling);
    }
  }

  private void look(AtCeiling atCeiling) {
    var admission = new Admission();
    var limit = WalPolicy.defaults().ceilingBytes(100 << 20).atCeiling(atCeiling);
    var ceiling = new Ceiling("a.db", limit, admission);
    var source = new CopySource("backup to monday.db");
    Culprit backup = Culprit.of(source, false, System.nanoTime());
    ceiling.look(150L << 20, backup, now);
    assertThat(admission.isRestricted()).isFalse();
    ceiling.look(250L << 20, backup, now);
    assertThat(admission.isRestricted()).as("slowed down").isTrue();
    assertThat(admission.refusal()).isNull();
    assertThat(source.stopReason()).isNull();
    ceiling.look(50L << 20, null, now);
    assertThat(admission.isRestricted()).isFalse();
  }
}
