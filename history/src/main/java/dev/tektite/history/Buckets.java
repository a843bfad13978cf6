package dev.tektite.history;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Numbers that come in the order of records and times, gathered into buckets.
///
/// *One thread at a time.*
final class Buckets {
  private final long width;
  private final List<Bucket> done = new ArrayList<>();

  // The open bucket; there is one if `count` is not 0.
  private String name = "";
  private long place;
  private long count;
  private double first;
  private double last;
  private double min;
  private double max;
  private double mean;

  /// @param width a microsecond or more
  Buckets(Duration width) {
    if (width.compareTo(Duration.of(1, ChronoUnit.MICROS)) < 0) {
      throw new IllegalArgumentException(
          "expected buckets of a microsecond or more, but was " + width);
    }
    this.width =
        Math.addExact(Math.multiplyExact(width.getSeconds(), 1_000_000L), width.getNano() / 1000);
  }

  void add(String record, Instant at, double number) {
    if (Double.isNaN(number)) {
      return;
    }
    long here = Math.floorDiv(Micros.of(at), width);
    if (count == 0 || here != place || !record.equals(name)) {
      end();
      begin(record, here, number);
    }
    count++;
    last = number;
    min = Math.min(min, number);
    max = Math.max(max, number);
    mean += (number - mean) / count; // a sum could overflow
  }

  private void begin(String record, long here, double number) {
    name = record;
    place = here;
    first = number;
    min = number;
    max = number;
    mean = 0;
  }

  private void end() {
    if (count > 0) {
      Instant start = Micros.instant(start());
      done.add(new Bucket(name, start, count, first, last, min, max, mean));
    }
    count = 0;
  }

  /// The earliest bucket may begin before all times that can be stored.
  private long start() {
    long start = place * width;
    return place < 0 && start > 0 ? Long.MIN_VALUE : start;
  }

  List<Bucket> list() {
    end();
    return Collections.unmodifiableList(done);
  }
}
