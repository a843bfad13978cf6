package dev.tektite.rows;

import static java.time.temporal.ChronoField.HOUR_OF_DAY;
import static java.time.temporal.ChronoField.MINUTE_OF_HOUR;
import static java.time.temporal.ChronoField.NANO_OF_SECOND;
import static java.time.temporal.ChronoField.OFFSET_SECONDS;
import static java.time.temporal.ChronoField.SECOND_OF_MINUTE;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;

/// Dates and times as text in ISO-8601 form, always of the same width, so that the order of texts
/// is the order of times; SQLite's own date functions understand it.
final class TimeText {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendValue(HOUR_OF_DAY, 2)
          .appendLiteral(':')
          .appendValue(MINUTE_OF_HOUR, 2)
          .appendLiteral(':')
          .appendValue(SECOND_OF_MINUTE, 2)
          .appendFraction(NANO_OF_SECOND, 9, 9, true)
          .toFormatter(Locale.ROOT);

  private static final DateTimeFormatter DATE_TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(TIME)
          .toFormatter(Locale.ROOT);

  private static final DateTimeFormatter DATE_TIME_OFFSET =
      new DateTimeFormatterBuilder().append(DATE_TIME).appendOffsetId().toFormatter(Locale.ROOT);

  private static final DateTimeFormatter ANY_DATE_TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .optionalEnd()
          .parseDefaulting(OFFSET_SECONDS, 0)
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final long FIRST_SECOND =
      LocalDateTime.of(0, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
  private static final long LAST_SECOND =
      LocalDateTime.of(9999, 12, 31, 23, 59, 59).toEpochSecond(ZoneOffset.UTC);

  private TimeText() {}

  static String text(Instant value) {
    requireRange(value.getEpochSecond() >= FIRST_SECOND && value.getEpochSecond() <= LAST_SECOND);
    return text(LocalDateTime.ofInstant(value, ZoneOffset.UTC)) + "Z";
  }

  static String text(LocalDateTime value) {
    requireRange(value.getYear() >= 0 && value.getYear() <= 9999);
    return DATE_TIME.format(value);
  }

  static String text(OffsetDateTime value) {
    requireRange(value.getYear() >= 0 && value.getYear() <= 9999);
    return DATE_TIME_OFFSET.format(value);
  }

  static String text(LocalDate value) {
    requireRange(value.getYear() >= 0 && value.getYear() <= 9999);
    return value.toString();
  }

  static String text(LocalTime value) {
    return TIME.format(value);
  }

  private static void requireRange(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("its year is not one of 0000 to 9999");
    }
  }

  /// A text without an offset is meant in UTC, as SQLite's own date functions mean it.
  static Instant instant(String text) {
    return ANY_DATE_TIME.parse(withLetter(text), Instant::from);
  }

  static LocalDateTime localDateTime(String text) {
    return LocalDateTime.parse(withLetter(text));
  }

  static OffsetDateTime offsetDateTime(String text) {
    return OffsetDateTime.parse(withLetter(text));
  }

  /// SQLite writes a blank between date and time.
  private static String withLetter(String text) {
    return text.length() > 10 && text.charAt(10) == ' '
        ? text.substring(0, 10) + 'T' + text.substring(11)
        : text;
  }
}
