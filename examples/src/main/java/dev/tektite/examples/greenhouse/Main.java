package dev.tektite.examples.greenhouse;

import dev.tektite.Database;
import dev.tektite.history.Span;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// `./run greenhouse [FILE.svg]`: a week of readings, questions about it, and a picture.
public final class Main {
  private Main() {}

  /// @param arguments the file for the picture; `greenhouse.svg` if there is none
  public static void main(String... arguments) throws IOException {
    Path picture = Path.of(arguments.length == 0 ? "greenhouse.svg" : arguments[0]);
    try (Database db = Database.temporary()) {
      tell(new Greenhouse(db), System.out, picture);
    }
  }

  static void tell(Greenhouse greenhouse, PrintStream out, Path picture) throws IOException {
    Instant thursday = Weather.MONDAY.plus(Duration.ofDays(3));
    greenhouse.set(18, Weather.MONDAY);
    greenhouse.set(20, thursday);
    out.println("a week of readings, a minute apart: " + greenhouse.measureForAWeek());
    greenhouse
        .now()
        .forEach(each -> out.printf("%s is %.1f °C%n", each.name(), each.value().value()));
    Instant noon = thursday.minus(Duration.ofHours(12));
    out.printf(
        "the south side on Wednesday noon: %+.1f °C beside what was set%n",
        greenhouse.deviation("south", noon));
    Span week = Span.between(Weather.MONDAY, Weather.NEXT_MONDAY);
    out.println("the roof was warmer than 25 °C for " + greenhouse.warmerThan(25, "roof", week));
    Files.writeString(
        picture, new Plot(Weather.MONDAY, Weather.NEXT_MONDAY, greenhouse.byTheHour()).svg());
    out.println("the picture of the week: " + picture);
    out.println("tidied up: " + greenhouse.tidyUp(Weather.NEXT_MONDAY));
  }
}
