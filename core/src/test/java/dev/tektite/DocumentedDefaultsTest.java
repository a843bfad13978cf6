package dev.tektite;

import static java.lang.Integer.parseInt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.maintenance.MaintenanceSchedule;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The tables of knobs in the guides say what [DatabaseOptions] does.
///
/// A row of such a table has the names of one or more knobs in a cell of their own, in backticks,
/// and their values in the cells behind it.
class DocumentedDefaultsTest {
  private static final Pattern TIMES_CORES = Pattern.compile("twice the cores, (\\d+) to (\\d+)");
  private static final Pattern AT_LEAST = Pattern.compile("as the default, at least (\\d+)");

  @Test
  void readmeNamesEveryKnobWithItsDefault() throws IOException {
    assertThat(table("README.md", 1)).isEqualTo(expected(DatabaseOptions.defaults()));
  }

  @Test
  void tuningNamesEveryKnobWithTheValuesOfAllPresets() throws IOException {
    assertThat(table("docs/tuning.md", 1)).isEqualTo(expected(DatabaseOptions.defaults()));
    assertThat(table("docs/tuning.md", 2)).isEqualTo(expected(DatabaseOptions.minimal()));
    assertThat(table("docs/tuning.md", 3)).isEqualTo(expected(DatabaseOptions.production()));
  }

  /// The knobs of a page with their values in a certain column behind the names.
  private static Map<String, String> table(String page, int column) throws IOException {
    Map<String, String> knobs = new TreeMap<>();
    Path root = Path.of("").toAbsolutePath().getParent();
    List<String> lines = Files.readAllLines(root.resolve(page));
    int start = lines.indexOf("<!-- knobs -->");
    assertThat(start).as("the mark above the table in %s", page).isNotNegative();
    for (String line : lines.subList(start + 1, lines.size())) {
      if (!line.startsWith("|")) {
        break;
      }
      List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
      int names = firstWithKnobs(cells);
      if (names >= 0) {
        for (String name : cells.get(names).replace("`", "").split(", ")) {
          String value = cells.get(names + column).replace("`", "");
          knobs.put(name, name.equals("readers") ? count(value) : value);
        }
      }
    }
    return knobs;
  }

  private static int firstWithKnobs(List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).startsWith("`")) {
        return i;
      }
    }
    return -1;
  }

  private static Map<String, String> expected(DatabaseOptions options) {
    Map<String, String> knobs = new TreeMap<>();
    for (Method method : DatabaseOptions.class.getMethods()) {
      boolean copies =
          method.getReturnType() == DatabaseOptions.class && method.getParameterCount() == 1;
      if (copies) {
        knobs.put(method.getName(), inWords(method.getName(), options));
      }
    }
    return knobs;
  }

  private static String inWords(String knob, DatabaseOptions options) {
    return switch (knob) {
      case "durability" -> options.durability().name();
      case "waitLimit" -> seconds(options.waitLimit());
      case "runLimit" -> options.runLimit() == null ? "none" : seconds(options.runLimit());
      case "readers" -> String.valueOf(options.readers());
      case "cacheBytes" -> bytes(options.cacheBytes());
      case "mmapBytes" -> bytes(options.mmapBytes());
      case "statements" -> String.valueOf(options.statements());
      case "foreignKeys" -> options.foreignKeys() ? "on" : "off";
      case "wal" -> options.wal() ? "on" : "off";
      case "walRequired" -> options.walRequired() ? "on" : "off";
      case "submit" ->
          "%d blocks, %s"
              .formatted(options.submit().capacity(), seconds(options.submit().waitLimit()));
      case "walPolicy" -> "a ceiling of %s".formatted(bytes(options.walPolicy().ceilingBytes()));
      case "migrations" -> options.migrations().isEmpty() ? "none" : "some";
      case "observing" -> options.observing().profiledStatements() == 0 ? "nothing" : "something";
      case "metrics" -> options.observing().metrics() ? "on" : "off";
      case "listener" -> options.observing().listeners().isEmpty() ? "nobody" : "somebody";
      case "autoVacuum" -> options.autoVacuum().name();
      case "maintenance" ->
          options.maintenance() == MaintenanceSchedule.none()
                  && options.maintenance().optimizedAtClose()
              ? "statistics at close"
              : "something";
      case "health" ->
          "the log %s, %d blocks waiting"
              .formatted(bytes(options.health().logBytes()), options.health().waitingBlocks());
      case "onConnection" -> options.onConnection().isEmpty() ? "nothing" : "something";
      case "onOpen" -> options.onOpen().isEmpty() ? "nothing" : "something";
      case "onClose" -> options.onClose().isEmpty() ? "nothing" : "something";
      default -> "a knob that this test does not know";
    };
  }

  /// The number that a rule in words comes to on this machine.
  private static String count(String words) {
    Matcher times = TIMES_CORES.matcher(words);
    if (times.matches()) {
      int twice = 2 * Runtime.getRuntime().availableProcessors();
      return "" + Math.clamp(twice, parseInt(times.group(1)), parseInt(times.group(2)));
    }
    Matcher atLeast = AT_LEAST.matcher(words);
    return atLeast.matches()
        ? "" + Math.max(parseInt(atLeast.group(1)), DatabaseOptions.defaults().readers())
        : words;
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }

  private static String bytes(long bytes) {
    if (bytes == 0) {
      return "0";
    }
    return bytes % (1 << 20) == 0 ? (bytes >> 20) + " MiB" : bytes / 1_000_000 + " MB";
  }
}
