package dev.tektite.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is stored comes back as it was, for extremes and for many values at random.
class StoredTypesTest {
  private static final int MANY = 2_000;
  private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final Database db = Database.inMemory();

  @AfterEach
  void close() {
    db.close();
  }

  /// Stores values in a column without a declared type and reads them as their type.
  @SafeVarargs
  @SuppressWarnings("varargs")
  private <T> List<T> roundTrip(Class<T> type, Function<Random, T> maker, T... extremes) {
    List<T> values = new ArrayList<>(Arrays.asList(extremes));
    Stream.generate(() -> maker.apply(random)).limit(MANY).forEach(values::add);
    List<T> read =
        db.writeReturning(tx -> {
          tx.execute("create table stored(n integer primary key, value)");
          tx.executeBatch("insert into stored(value) values (?)", values);
          List<T> rows = tx.query("select value from stored order by n").into(type).list();
          tx.execute("drop table stored");
          return rows;
        });
    assertThat(read).as("seed %d", seed).containsExactlyElementsOf(values);
    return values;
  }

  /// As [#roundTrip], where in addition the order of the stored forms is the order of the values.
  @SafeVarargs
  @SuppressWarnings("varargs")
  private <T extends Comparable<? super T>> void orderedRoundTrip(
      Class<T> type, Function<Random, T> maker, T... extremes) {
    List<T> values = roundTrip(type, maker, extremes);
    List<T> ordered =
        db.writeReturning(tx -> {
          tx.execute("create table stored(value)");
          tx.executeBatch("insert into stored values (?)", values);
          List<T> rows = tx.query("select value from stored order by value").into(type).list();
          tx.execute("drop table stored");
          return rows;
        });
    assertThat(ordered).as("seed %d", seed).isSorted().hasSameSizeAs(values);
  }

  @Test
  void integersOfEverySize() {
    roundTrip(Long.class, Random::nextLong, Long.MIN_VALUE, -1L, 0L, 1L, Long.MAX_VALUE);
    roundTrip(Integer.class, Random::nextInt, Integer.MIN_VALUE, 0, Integer.MAX_VALUE);
    roundTrip(Short.class, r -> (short) r.nextInt(), Short.MIN_VALUE, Short.MAX_VALUE);
    roundTrip(Byte.class, r -> (byte) r.nextInt(), Byte.MIN_VALUE, Byte.MAX_VALUE);
    roundTrip(Boolean.class, Random::nextBoolean, true, false);
  }

  @Test
  void floatsOfEverySize() {
    roundTrip(
        Double.class,
        r -> finite(Double.longBitsToDouble(r.nextLong())),
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.MIN_NORMAL,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.1);
    roundTrip(
        Float.class,
        r -> (float) finite(Float.intBitsToFloat(r.nextInt())),
        Float.MIN_VALUE,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        0.1f);
  }

  private static double finite(double value) {
    return Double.isNaN(value) || value == 0 ? 1 : value;
  }

  @Test
  void texts() {
    roundTrip(
        String.class, StoredTypesTest::text, "", "a", "\0", "a\0b", "ß€😀", "x".repeat(100_000));
    roundTrip(Character.class, r -> text(r, 1).charAt(0), 'a', '\0', '\uffff', 'ß');
  }

  private static String text(Random random) {
    return text(random, random.nextInt(200));
  }

  private static String text(Random random, int length) {
    return random
        .ints(length, 0, 0xD800)
        .map(point -> random.nextInt(3) == 0 ? point : point % 128)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void bytes() {
    roundTrip(byte[].class, StoredTypesTest::bytes, new byte[0], new byte[1], new byte[1 << 20]);
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void numbersWithoutLimits() {
    roundTrip(
        BigInteger.class,
        r -> new BigInteger(r.nextInt(300), r).negate(),
        BigInteger.ZERO,
        BigInteger.TWO.pow(5_000));
    roundTrip(
        BigDecimal.class,
        r -> new BigDecimal(new BigInteger(r.nextInt(100), r), r.nextInt(100) - 50),
        BigDecimal.ZERO,
        new BigDecimal("1.10"),
        new BigDecimal("1E+3"),
        new BigDecimal(BigInteger.ONE, Integer.MAX_VALUE),
        new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE));
  }

  @Test
  void times() {
    orderedRoundTrip(
        Instant.class,
        StoredTypesTest::instant,
        Instant.EPOCH,
        Instant.ofEpochSecond(FIRST),
        Instant.ofEpochSecond(LAST, 999_999_999),
        Instant.ofEpochSecond(0, 1));
    orderedRoundTrip(
        LocalDateTime.class,
        r -> LocalDateTime.ofInstant(instant(r), ZoneOffset.UTC),
        LocalDate.of(0, 1, 1).atStartOfDay(),
        LocalDate.of(9999, 12, 31).atTime(LocalTime.MAX));
  }

  @Test
  void datesAndTimesOfDay() {
    orderedRoundTrip(
        LocalDate.class,
        r -> LocalDate.ofInstant(instant(r), ZoneOffset.UTC),
        LocalDate.of(0, 1, 1),
        LocalDate.of(9999, 12, 31),
        LocalDate.of(2024, 2, 29));
  }

  @Test
  void timesOfDay() {
    orderedRoundTrip(
        LocalTime.class,
        r -> LocalTime.ofNanoOfDay(r.nextLong(TimeUnit.DAYS.toNanos(1))),
        LocalTime.MIN,
        LocalTime.NOON,
        LocalTime.MAX);
  }

  private static Instant instant(Random random) {
    int digits = random.nextInt(3);
    long nanos = random.nextInt(1_000_000_000);
    long rounded = digits == 0 ? 0 : digits == 1 ? nanos / 1_000_000 * 1_000_000 : nanos;
    return Instant.ofEpochSecond(random.nextLong(FIRST, LAST), rounded);
  }

  @Test
  void offsetsStayWhatTheyWere() {
    roundTrip(
        OffsetDateTime.class,
        r ->
            LocalDateTime.ofInstant(instant(r), ZoneOffset.UTC)
                .atOffset(ZoneOffset.ofTotalSeconds(r.nextInt(-18 * 3600, 18 * 3600 + 1))),
        LocalDate.of(9999, 12, 31).atTime(LocalTime.MAX).atOffset(ZoneOffset.MIN),
        LocalDate.of(0, 1, 1).atStartOfDay().atOffset(ZoneOffset.MAX),
        OffsetDateTime.parse("2026-11-20T10:00:00Z"));
  }

  @Test
  void durations() {
    roundTrip(
        Duration.class,
        r -> Duration.ofSeconds(r.nextLong() >> r.nextInt(64), r.nextInt(1_000_000_000)),
        Duration.ZERO,
        Duration.ofNanos(-1),
        Duration.ofSeconds(Long.MIN_VALUE),
        Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
  }

  @Test
  void identifiersAndConstants() {
    roundTrip(
        UUID.class, r -> new UUID(r.nextLong(), r.nextLong()), new UUID(0, 0), new UUID(-1, -1));
    roundTrip(
        URI.class,
        r -> URI.create("https://example.org/" + r.nextInt() + "?q=%20"),
        URI.create(""),
        URI.create("mailto:a@example.org"));
    roundTrip(
        TimeUnit.class,
        r -> TimeUnit.values()[r.nextInt(TimeUnit.values().length)],
        TimeUnit.values());
  }

  @Test
  void storedTimesHaveOneWidthAndSqliteUnderstandsThem() {
    Instant at = Instant.parse("2026-11-20T10:00:00.5Z");
    db.read(tx -> {
      assertThat(tx.query("select ?", at).asText().one())
          .isEqualTo("2026-11-20T10:00:00.500000000Z");
      assertThat(tx.query("select datetime(?, '+1 hour')", at).asText().one())
          .isEqualTo("2026-11-20 11:00:00");
      assertThat(tx.query("select unixepoch(?)", at).asLong().one()).isEqualTo(at.getEpochSecond());
      assertThat(tx.query("select date(?)", LocalDate.of(2026, 11, 20)).asText().one())
          .isEqualTo("2026-11-20");
      return null;
    });
  }

  @Test
  void aFloatIsReadFromEveryNumberAndRounded() {
    assertThat(db.<Float>read(tx -> tx.query("select 9.99").into(Float.class).one()))
        .isEqualTo(9.99f);
    assertThatThrownBy(() -> db.read(tx -> tx.query("select 1e300").into(Float.class).one()))
        .hasMessageContaining("does not fit a float");
  }
}
