package dev.tektite.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WalPolicyTest {
  private static final WalPolicy DEFAULTS = WalPolicy.defaults();

  @Test
  void theDefaultsAreWhatTheGuideSays() {
    assertThat(DEFAULTS.passiveBytes()).isEqualTo(4L << 20);
    assertThat(DEFAULTS.resetBytes()).isEqualTo(4L << 20);
    assertThat(DEFAULTS.truncateBytes()).isEqualTo(32L << 20);
    assertThat(DEFAULTS.ceilingBytes()).isEqualTo(128L << 20);
    assertThat(DEFAULTS.atCeiling()).isEqualTo(AtCeiling.WARN);
    assertThat(DEFAULTS.warnReadAge()).isEqualTo(Duration.ofMinutes(1));
    assertThat(DEFAULTS.maxReadAge()).isNull();
    assertThat(DEFAULTS.recycleAge()).isEqualTo(Duration.ofHours(1));
    assertThat(DEFAULTS.recycleBlocks()).isEqualTo(Long.MAX_VALUE);
    assertThat(DEFAULTS.diskReserveBytes()).isEqualTo(32L << 20);
    assertThat(DEFAULTS.stacks()).isFalse();
    assertThat(DEFAULTS.archive()).isNull();
  }

  @Test
  void aCopyHasEveryKnobThatWasTurnedAndTheOriginalNone() {
    WalArchive archive = stretch -> {};
    WalPolicy policy =
        DEFAULTS
            .passiveBytes(1)
            .resetBytes(2)
            .truncateBytes(3)
            .ceilingBytes(4)
            .atCeiling(AtCeiling.REFUSE_WRITES)
            .warnReadAge(Duration.ofSeconds(5))
            .maxReadAge(Duration.ofSeconds(6))
            .recycleAge(Duration.ofSeconds(7))
            .recycleBlocks(8)
            .diskReserveBytes(9)
            .stacks(true)
            .archive(archive);
    assertThat(
            List.of(
                policy.passiveBytes(),
                policy.resetBytes(),
                policy.truncateBytes(),
                policy.ceilingBytes(),
                policy.recycleBlocks(),
                policy.diskReserveBytes()))
        .containsExactly(1L, 2L, 3L, 4L, 8L, 9L);
    assertThat(policy.atCeiling()).isEqualTo(AtCeiling.REFUSE_WRITES);
    assertThat(policy.warnReadAge()).hasSeconds(5);
    assertThat(policy.maxReadAge()).hasSeconds(6);
    assertThat(policy.recycleAge()).hasSeconds(7);
    assertThat(policy.stacks()).isTrue();
    assertThat(policy.archive()).isSameAs(archive);
    assertThat(DEFAULTS.passiveBytes()).isEqualTo(4L << 20);
  }

  @Test
  void whatMakesNoSenseIsRefusedWithBothValues() {
    assertThatThrownBy(() -> DEFAULTS.ceilingBytes(5).resetBytes(6))
        .hasMessage("expected resetBytes <= ceilingBytes, but was 4194304 and 5");
    assertThatThrownBy(() -> DEFAULTS.resetBytes(5).ceilingBytes(4))
        .hasMessage("expected resetBytes <= ceilingBytes, but was 5 and 4");
    assertThatThrownBy(() -> DEFAULTS.passiveBytes(0)).hasMessageContaining("but was 0");
    assertThatThrownBy(() -> DEFAULTS.truncateBytes(-1)).hasMessageContaining("but was -1");
    assertThatThrownBy(() -> DEFAULTS.diskReserveBytes(-1)).hasMessageContaining("but was -1");
    assertThatThrownBy(() -> DEFAULTS.recycleBlocks(-1)).hasMessageContaining("but was -1");
    assertThatThrownBy(() -> DEFAULTS.recycleAge(Duration.ofSeconds(-1)))
        .hasMessageContaining("but was PT-1S");
    assertThatThrownBy(() -> DEFAULTS.maxReadAge(Duration.ZERO)).hasMessageContaining("PT0S");
    assertThatThrownBy(() -> DEFAULTS.warnReadAge(Duration.ZERO)).hasMessageContaining("PT0S");
  }
}
