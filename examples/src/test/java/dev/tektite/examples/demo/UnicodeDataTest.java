package dev.tektite.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UnicodeDataTest {
  private final Map<Object, List<Object>> rows =
      new UnicodeData()
          .rows(all -> all.map(List::of).collect(Collectors.toMap(List::getFirst, row -> row)));

  @Test
  void allNamedCodePointsAreThere() {
    assertThat(rows.size()).isBetween(140_000, 200_000);
    assertThat(rows)
        .containsEntry('A' + 0, List.of(65, "LATIN CAPITAL LETTER A", "BASIC_LATIN", "LATIN", "Lu"))
        .containsEntry(0x1F600, List.of(0x1F600, "GRINNING FACE", "EMOTICONS", "COMMON", "So"))
        .containsEntry(0x2190, List.of(0x2190, "LEFTWARDS ARROW", "ARROWS", "COMMON", "Sm"))
        .containsEntry(
            0x00BB,
            List.of(
                0x00BB,
                "RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK",
                "LATIN_1_SUPPLEMENT",
                "COMMON",
                "Pf"));
  }

  @Test
  void whatHasNoNameIsLeftOut() {
    assertThat(rows).doesNotContainKeys(0xD800, 0xE000, 0xFFFF, 0x10FFFF);
  }
}
