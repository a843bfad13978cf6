package dev.tektite.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StoredTest {

  @Test
  void keysAreThoseOfStoredRowsAndTheSameForEverySeed() {
    Keys keys = new Keys(1);
    Keys again = new Keys(1);
    for (int i = 0; i < 10_000; i++) {
      long key = keys.next();
      assertThat(key).isBetween(1L, (long) Stored.ITEMS).isEqualTo(again.next());
    }
  }

  @Test
  void theSumOfARowNeedsAllItsValues() {
    assertThat(Stored.item(100_000))
        .isEqualTo(new Item(100_000, "Item number 100000", "category 90", 0.0, 0));
    assertThat(new Item(1, "ab", "c", 2.5, 4).sum()).isEqualTo(1 + 2 + 'b' + 1 + 'c' + 2 + 4);
  }

  @Test
  void aBulkInsertCyclesThroughTheSamples() {
    assertThat(Stored.bulk()).hasSize(Stored.BULK_ROWS);
    assertThat(Stored.sample(1_024)).isSameAs(Stored.sample(0));
  }

  @Test
  void percentilesAreDurationsThatWereMeasured() {
    Latencies latencies = new Latencies();
    for (long i = 100_000; i >= 1; i--) {
      latencies.add(i);
    }
    assertThat(latencies.count()).isEqualTo(100_000);
    assertThat(latencies.percentile(0.99)).isEqualTo(99_000);
    assertThat(latencies.percentile(1)).isEqualTo(100_000);
    assertThatThrownBy(() -> new Latencies().percentile(0.5))
        .isInstanceOf(IllegalStateException.class);
  }
}
