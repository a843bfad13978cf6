package dev.tektite.examples.greenhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.history.RetentionSchedule;
import dev.tektite.history.Version;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.Steps;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

@ExtendWith(DatabaseExtension.class)
class GreenhouseTest {
  private static final int READINGS = 7 * 24 * 60 * 3;

  @Test
  void aWeekIsRecordedAskedPlottedAndTidiedUp(Database db, @TempDir Path folder) throws Exception {
    Path picture = folder.resolve("week.svg");
    var out = new ByteArrayOutputStream();
    Main.tell(new Greenhouse(db), new PrintStream(out, true, StandardCharsets.UTF_8), picture);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("stored=" + READINGS)
        .contains("greenhouse.north.temperature is ")
        .contains("greenhouse.roof.temperature is ")
        .contains("the roof was warmer than 25 °C for PT")
        .contains("removed=[8640, 0, 0]"); // two of seven days, of three sensors
    Document svg =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(picture.toFile());
    var curves = svg.getElementsByTagName("polyline");
    assertThat(curves.getLength()).isEqualTo(3);
    assertThat(((Element) curves.item(0)).getAttribute("points").split(" ")).hasSize(7 * 24);
  }

  @Test
  void pagesFollowOneAnother(Database db) {
    var greenhouse = new Greenhouse(db);
    greenhouse.measureForAWeek();
    List<Version<Reading>> first = greenhouse.page(null);
    List<Version<Reading>> second = greenhouse.page(first.getLast());
    assertThat(first).hasSize(50);
    assertThat(second.getFirst().at()).isAfter(first.getLast().at());
  }

  @Test
  void aGrantBoundsWhatIsServed(Database db) {
    var greenhouse = new Greenhouse(db);
    greenhouse.set(18, Weather.MONDAY);
    assertThat(greenhouse.serve("greenhouse.#", "greenhouse.*")).hasSize(1);
    assertThatThrownBy(() -> greenhouse.serve("greenhouse.*", "greenhouse.#"))
        .isInstanceOf(SecurityException.class)
        .hasMessage("greenhouse.# goes beyond greenhouse.*");
  }

  @Test
  void theScheduleTidiesUpAtOnce(Database db, Steps steps) {
    var greenhouse = new Greenhouse(db);
    greenhouse.measureForAWeek();
    try (RetentionSchedule schedule = greenhouse.tidyUpDaily()) {
      steps.until("the first run", () -> schedule.sweeps() == 1);
      assertThat(schedule.latest().failures()).isEmpty();
    }
  }
}
