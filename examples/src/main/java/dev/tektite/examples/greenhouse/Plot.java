package dev.tektite.examples.greenhouse;

import dev.tektite.history.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// A picture of buckets as SVG: for each record a line of the means in a band from the smallest to
/// the largest value.
///
/// *Immutable.*
final class Plot {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 400;
  private static final int LEFT = 50;
  private static final int BOTTOM = 40;
  private static final int TOP = 30;
  private static final String[] COLOURS = {"#1b6ca8", "#c0392b", "#e08e0b"};
  private static final Duration DAY = Duration.ofDays(1);
  private static final DateTimeFormatter DAY_NAME =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final Instant from;
  private final Instant to;
  private final Map<String, List<Bucket>> records;
  private final double least;
  private final double most;

  /// @param buckets one or more
  Plot(Instant from, Instant to, List<Bucket> buckets) {
    this.from = from;
    this.to = to;
    this.records =
        buckets.stream()
            .collect(Collectors.groupingBy(Bucket::name, LinkedHashMap::new, Collectors.toList()));
    this.least = Math.floor(buckets.stream().mapToDouble(Bucket::min).min().orElseThrow());
    this.most = Math.ceil(buckets.stream().mapToDouble(Bucket::max).max().orElseThrow());
  }

  String svg() {
    var svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
        <rect width="100%%" height="100%%" fill="white"/>
        """
            .formatted(WIDTH, HEIGHT));
    grid(svg);
    int place = 0;
    for (Map.Entry<String, List<Bucket>> each : records.entrySet()) {
      String colour = COLOURS[place % COLOURS.length];
      curve(svg, each.getValue(), colour);
      text(svg, LEFT + 10 + 260 * place, TOP - 10, colour, each.getKey());
      place++;
    }
    return svg.append("</svg>\n").toString();
  }

  private void grid(StringBuilder svg) {
    for (Instant day = from; day.isBefore(to); day = day.plus(DAY)) {
      line(svg, x(day), TOP, x(day), HEIGHT - BOTTOM);
      text(svg, x(day) + 4, HEIGHT - BOTTOM + 18, "#555", DAY_NAME.format(day));
    }
    for (double celsius = least; celsius <= most; celsius += Math.ceil((most - least) / 8)) {
      line(svg, LEFT, y(celsius), WIDTH, y(celsius));
      text(svg, 8, y(celsius) + 4, "#555", "%.0f °C".formatted(celsius));
    }
  }

  private void curve(StringBuilder svg, List<Bucket> buckets, String colour) {
    String band = points(buckets, Bucket::max) + " " + points(buckets.reversed(), Bucket::min);
    svg.append("<polygon points=\"%s\" fill=\"%s\" opacity=\"0.2\"/>%n".formatted(band, colour));
    svg.append(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>%n"
            .formatted(points(buckets, Bucket::avg), colour));
  }

  private String points(List<Bucket> buckets, ToDoubleFunction<Bucket> number) {
    return buckets.stream()
        .map(each -> point(x(each.start()), y(number.applyAsDouble(each))))
        .collect(Collectors.joining(" "));
  }

  private static String point(double x, double y) {
    return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
  }

  private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
            x1,
            y1,
            x2,
            y2));
  }

  /// The texts are our own and need no escaping.
  private static void text(StringBuilder svg, double x, double y, String colour, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>%n",
            x,
            y,
            colour,
            text));
  }

  private double x(Instant time) {
    double share =
        (double) Duration.between(from, time).toMillis() / Duration.between(from, to).toMillis();
    return LEFT + share * (WIDTH - LEFT);
  }

  private double y(double celsius) {
    return TOP + (most - celsius) / (most - least) * (HEIGHT - TOP - BOTTOM);
  }
}
