package dev.tektite.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void plainValuesAreWrittenAsTheyAre() {
    assertThat(Json.write(null)).isEqualTo("null");
    assertThat(Json.write(true)).isEqualTo("true");
    assertThat(Json.write(200_000)).isEqualTo("200000");
    assertThat(Json.write(-1L)).isEqualTo("-1");
    assertThat(Json.write(0.65)).isEqualTo("0.6500");
    assertThat(Json.write(812_345.6)).isEqualTo("812346");
  }

  @Test
  void textsAreQuoted() {
    assertThat(Json.write("a \"b\" \\ c\n\td")).isEqualTo("\"a \\\"b\\\" \\\\ c\\n\\u0009d\"");
  }

  @Test
  void mapsAndListsOfMapsAreIndented() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rounds", List.of(1, 2, 3));
    map.put("cases", List.of(Map.of("name", "scan-rows"), Map.of()));
    assertThat(Json.write(map))
        .isEqualTo(
            """
            {
              "rounds": [1, 2, 3],
              "cases": [
                {
                  "name": "scan-rows"
                },
                {}
              ]
            }\
            """);
    assertThat(Json.write(Arrays.asList("x", null))).isEqualTo("[\"x\", null]");
  }

  @Test
  void whatJsonDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> Json.write(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Json.write('x')).hasMessageContaining("java.lang.Character");
  }
}
