package dev.tektite.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final Instant START = Instant.parse("2026-01-01T00:30:00Z"); // a Thursday

  private static List<Instant> each(Duration pause, int count) {
    return IntStream.range(0, count).mapToObj(i -> START.plus(pause.multipliedBy(i))).toList();
  }

  @Test
  void theNewestAreKept() {
    List<Instant> moments = each(Duration.ofMinutes(1), 100);
    assertThat(Retention.newest(3).kept(moments))
        .containsExactlyInAnyOrderElementsOf(moments.subList(97, 100));
    assertThat(Retention.all().kept(moments)).hasSize(100);
    assertThat(Retention.defaults().kept(List.of())).isEmpty();
  }

  @Test
  void ofEachHourTheNewestIsKept() {
    List<Instant> moments = each(Duration.ofMinutes(10), 60); // 00:30 to 10:20
    assertThat(new TreeSet<>(new Retention(1, 3, 0, 0).kept(moments)))
        .containsExactly(
            Instant.parse("2026-01-01T08:50:00Z"),
            Instant.parse("2026-01-01T09:50:00Z"),
            Instant.parse("2026-01-01T10:20:00Z"));
  }

  @Test
  void daysAndWeeksAreThoseOfUtc() {
    List<Instant> moments = each(Duration.ofHours(6), 4 * 15); // to Thursday the 15th, 18:30
    assertThat(new TreeSet<>(new Retention(1, 0, 2, 0).kept(moments)))
        .containsExactly(
            Instant.parse("2026-01-14T18:30:00Z"), Instant.parse("2026-01-15T18:30:00Z"));
    assertThat(new TreeSet<>(new Retention(1, 0, 0, 9).kept(moments))) // weeks end on Sundays
        .containsExactly(
            Instant.parse("2026-01-04T18:30:00Z"),
            Instant.parse("2026-01-11T18:30:00Z"),
            Instant.parse("2026-01-15T18:30:00Z"));
  }

  @Test
  void stretchesWithoutABackupDoNotCount() {
    List<Instant> moments = each(Duration.ofDays(10), 5);
    assertThat(new Retention(1, 0, 3, 0).kept(moments)).hasSize(3);
  }

  @Test
  void aYearOfHourlyBackupsComesToFew() {
    assertThat(Retention.defaults().kept(each(Duration.ofHours(1), 24 * 365)))
        .hasSizeBetween(24 + 6 + 2, 2 + 24 + 7 + 4);
  }

  @Test
  void atLeastOneIsKept() {
    assertThatThrownBy(() -> Retention.newest(0)).hasMessageContaining("newest >= 1, and hours");
    assertThatThrownBy(() -> new Retention(1, -1, 0, 0)).hasMessageContaining("was 1, -1, 0 and 0");
  }
}
