package dev.tektite.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.testkit.EveryDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

class CodecTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final String LONG = "{\"text\":\"" + "tektite ".repeat(500) + "\"}";

  record Reading(double celsius, List<String> tags) {}

  private static String stored(Database db, String name) {
    return db.read(tx ->
        tx.query(
                "select typeof(value) || ' ' || ifnull(length, '-') from history_version"
                    + " where name = (select id from history_name where name = ?)",
                name)
            .asText()
            .one());
  }

  private static <V> V last(Database db, History<V> history, String name) {
    return db.<Version<V>>read(tx -> history.last(tx, name)).value();
  }

  @EveryDatabase
  void recordsGoThroughJackson(Database db) {
    History<Reading> history = History.of(JacksonCodec.of(Reading.class)).createIn(db);
    var reading = new Reading(21.5, List.of("north", "gr\u00fcn"));
    db.write(tx -> history.put(tx, "a", reading, NOW));
    assertThat(last(db, history, "a")).isEqualTo(reading);
    assertThat(
            db.<Double>read(tx ->
                tx.query("select value ->> 'celsius' from history_version")
                    .into(Double.class)
                    .one()))
        .isEqualTo(21.5);
  }

  @EveryDatabase
  void aNullOfJacksonIsNoValue(Database db) {
    History<String> raw = History.on(db);
    db.write(tx -> raw.put(tx, "a", "null", NOW));
    List<Undecodable> reported = new ArrayList<>();
    History<Reading> history =
        History.of(JacksonCodec.of(Reading.class)).onUndecodable(reported::add);
    assertThat(db.<Version<?>>read(tx -> history.last(tx, "a"))).isNull();
    assertThat(reported).hasSize(1);
  }

  @EveryDatabase
  void bytesAreKeptAsTheyAre(Database db) {
    History<byte[]> history = History.of(Codec.bytes()).createIn(db);
    byte[] bytes = {0, -1, 5};
    db.write(tx -> history.put(tx, "a", bytes, NOW));
    assertThat(last(db, history, "a")).isEqualTo(bytes);
    assertThat(stored(db, "a")).isEqualTo("blob -");
  }

  @EveryDatabase
  void compressionIsDecidedForEachValueAndReadEitherWay(Database db) {
    History<String> plain = History.on(db);
    History<String> packed = plain.compressAbove(100);
    var random = new SplittableRandom(3);
    StringBuilder noise = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      noise.appendCodePoint(0x4e00 + random.nextInt(20_000));
    }
    db.write(tx -> {
      packed.put(tx, "short", "{}", NOW);
      packed.put(tx, "long", LONG, NOW);
      packed.put(tx, "noise", noise.toString(), NOW);
      plain.put(tx, "plain", LONG, NOW);
    });
    assertThat(stored(db, "short")).isEqualTo("text -");
    assertThat(stored(db, "long")).isEqualTo("blob " + LONG.length());
    assertThat(stored(db, "plain")).isEqualTo("text -");
    for (History<String> either : List.of(plain, packed)) {
      assertThat(last(db, either, "short")).isEqualTo("{}");
      assertThat(last(db, either, "long")).isEqualTo(LONG);
      assertThat(last(db, either, "noise")).isEqualTo(noise.toString());
      assertThat(last(db, either, "plain")).isEqualTo(LONG);
    }
  }

  @EveryDatabase
  void bytesAreCompressedToo(Database db) {
    History<byte[]> history = History.of(Codec.bytes()).compressAbove(0).createIn(db);
    byte[] bytes = LONG.getBytes(StandardCharsets.UTF_8);
    db.write(tx -> {
      history.put(tx, "a", bytes, NOW);
      history.put(tx, "empty", new byte[0], NOW);
    });
    assertThat(last(db, history, "a")).isEqualTo(bytes);
    assertThat(last(db, history, "empty")).isEmpty();
    assertThat(stored(db, "a")).isEqualTo("blob " + bytes.length);
  }

  @EveryDatabase
  void damagedCompressionIsReportedAndNotFatal(Database db) {
    List<Undecodable> reported = new ArrayList<>();
    History<String> history = History.on(db).compressAbove(100).onUndecodable(reported::add);
    for (String damage :
        List.of(
            "length = 2000000000",
            "length = length - 1",
            "length = -1",
            "value = x'00'",
            "value = substr(value, 1, length(value) - 5)")) {
      db.write(tx -> {
        history.put(tx, "a", LONG, NOW);
        tx.execute("update history_version set " + damage);
      });
      assertThat(db.<Version<?>>read(tx -> history.last(tx, "a"))).as(damage).isNull();
      db.write(tx -> tx.execute("delete from history_version"));
    }
    assertThat(reported).hasSize(5);
  }

  @EveryDatabase
  void halfOfASurrogatePairIsRefusedEitherWay(Database db) {
    History<String> history = History.on(db);
    for (History<String> either : List.of(history, history.compressAbove(10))) {
      assertThatThrownBy(() -> db.write(tx -> either.put(tx, "a", "x".repeat(100) + "\ud83d", NOW)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(db.<Long>read(tx -> history.count(tx, "#", Span.all()))).isZero();
  }

  @EveryDatabase
  void aCodecThatRefusesAValueSaysWhichTypeItWas(Database db) {
    History<String> history =
        History.<String>of(
                Codec.text(
                    value -> {
                      throw new java.io.IOException("no");
                    },
                    text -> text))
            .createIn(db);
    assertThatThrownBy(() -> db.write(tx -> history.put(tx, "a", "secret", NOW)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The codec does not take a value of java.lang.String")
        .hasRootCauseMessage("no");
  }

  @EveryDatabase
  void aCodecOfYourOwn(Database db) {
    final class Celsius implements BytesCodec<Float> {
      @Override
      public byte[] encode(Float value) {
        return java.nio.ByteBuffer.allocate(4).putFloat(value).array();
      }

      @Override
      public Float decode(byte[] bytes) {
        return java.nio.ByteBuffer.wrap(bytes).getFloat();
      }
    }
    History<Float> history = History.of(new Celsius()).createIn(db);
    db.write(tx -> history.put(tx, "a", 21.25f, NOW));
    assertThat(last(db, history, "a")).isEqualTo(21.25f);
  }
}
