package dev.tektite.history;

import dev.tektite.Blocks;
import dev.tektite.Database;
import dev.tektite.sql.ReadTx;
import dev.tektite.sql.WriteTx;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The memory of named records: every version that was put, and when.
///
/// ```java
/// History<String> history = History.on(db);
/// db.write(tx -> history.put(tx, "greenhouse.north.temperature", "21.5", Instant.now()));
/// db.read(tx -> history.latest(tx, "greenhouse.*.temperature", 1).list());
/// ```
///
/// Every method takes the caller's `tx`, so that history and the caller's own rows are stored
/// together or not at all. Times are kept to the microsecond, finer parts are left out; several
/// versions of one record may have the same time, and keep the order in which they were put.
/// Patterns that are given as text are [topic patterns][NamePattern#topic(String)].
///
/// The tables belong to the library; their form is documented to be read, not to be written.
///
/// *Immutable.*
///
/// @param <V> the type of the values
public final class History<V> {
  private static final System.Logger LOG = System.getLogger(History.class.getName());

  private final Tables tables;
  private final Packing<V> packing;
  private final Consumer<? super Undecodable> onUndecodable;
  private final Decoder<V> decoder;

  private History(Tables tables, Packing<V> packing, Consumer<? super Undecodable> onUndecodable) {
    this.tables = tables;
    this.packing = packing;
    this.onUndecodable = onUndecodable;
    this.decoder = new Decoder<>(packing, onUndecodable);
  }

  /// A history of JSON texts, whose tables are created where they are missing, in one write block.
  public static History<String> on(Blocks db) {
    return of(Codec.json()).createIn(db);
  }

  /// A history whose tables are not touched yet: see [#createIn(Blocks)] and [#create(WriteTx)].
  public static <V> History<V> of(Codec<V> codec) {
    return new History<>(new Tables("history"), new Packing<>(codec, Packing.NEVER), History::log);
  }

  private static void log(Undecodable version) {
    LOG.log(
        Level.WARNING,
        "version %d of %s at %s cannot be decoded and is left out"
            .formatted(version.number(), version.name(), version.at()),
        version.cause());
  }

  // ---- what it is like ----

  /// A copy whose tables have names with another prefix than `history`, so that one database can
  /// have several histories.
  ///
  /// @param prefix a letter, then letters, digits and `_`
  public History<V> prefix(String prefix) {
    return new History<>(new Tables(prefix), packing, onUndecodable);
  }

  /// A copy that compresses values of more bytes than this with zstd (`com.github.luben:zstd-jni`),
  /// where that makes them smaller. Whether a value is compressed is kept with it: every history
  /// reads both, whatever it writes.
  ///
  /// @param bytes 0 or more
  /// @throws IllegalStateException if the library is missing
  public History<V> compressAbove(int bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("expected 0 bytes or more, but was " + bytes);
    }
    Packing.requireZstd();
    return new History<>(tables, new Packing<>(packing.codec(), bytes), onUndecodable);
  }

  /// A copy that tells of versions which it has left out of a result because they cannot be
  /// decoded. Else they are logged.
  ///
  /// @param listener runs inside the block that reads; what it throws ends the query
  public History<V> onUndecodable(Consumer<? super Undecodable> listener) {
    return new History<>(tables, packing, listener);
  }

  /// Creates its tables in one write block, where they are missing.
  ///
  /// @return this history
  public History<V> createIn(Blocks db) {
    db.write(tables::create);
    return this;
  }

  /// Creates its tables, where they are missing.
  public void create(WriteTx tx) {
    tables.create(tx);
  }

  // ---- writing ----

  /// Adds a version.
  ///
  /// @param name not empty
  /// @throws IllegalArgumentException if the codec does not take the value, or 64 bits of
  ///   microseconds cannot hold the time
  public void put(WriteTx tx, String name, V value, Instant at) {
    long micros = Micros.of(at);
    Packing.Packed packed = packing.pack(value);
    long id = tables.idOf(tx, name);
    tx.execute(tables.insertVersion, id, micros, packed.length(), packed.value());
  }

  // ---- reading ----

  /// The latest versions of each record that a topic pattern means: by name, the newest first.
  ///
  /// @param limit how many of each record; 0 gives nothing
  public Versions<V> latest(ReadTx tx, String pattern, long limit) {
    return latest(tx, NamePattern.topic(pattern), limit, Span.all());
  }

  /// The latest versions within a span of each record that a pattern means: by name, the newest
  /// first. It is one statement, which reads no more than these versions; its result is kept in
  /// memory.
  ///
  /// @param limit how many of each record; 0 gives nothing
  public Versions<V> latest(ReadTx tx, NamePattern pattern, long limit, Span span) {
    if (limit < 0) {
      throw new IllegalArgumentException("expected a limit of 0 or more, but was " + limit);
    }
    return new Versions<>(() ->
        limit == 0
            ? Collections.emptyIterator()
            : latest(tx, Names.of(tx, tables, pattern), limit, span).iterator());
  }

  private List<Version<V>> latest(ReadTx tx, Names names, long limit, Span span) {
    var found = new ArrayList<Version<V>>();
    tx.query(tables.latest, names.ids(), span.first(), span.last(), limit)
        .map(row -> decoder.version(names.name(row.asInt(0)), row))
        .forEach(version -> version.ifPresent(found::add));
    return found;
  }

  /// All versions within a span of each record that a topic pattern means: by name, the oldest
  /// first.
  public Versions<V> range(ReadTx tx, String pattern, Span span) {
    return range(tx, NamePattern.topic(pattern), span);
  }

  /// All versions within a span of each record that a pattern means: by name, the oldest first. Any
  /// number fits, since they are fetched little by little.
  public Versions<V> range(ReadTx tx, NamePattern pattern, Span span) {
    return new Versions<>(() -> rangeFrom(tx, pattern, span, null));
  }

  private RangeIterator<V> rangeFrom(
      ReadTx tx, NamePattern pattern, Span span, @Nullable Version<?> after) {
    return new RangeIterator<>(tx, tables, decoder, Names.of(tx, tables, pattern), span, after);
  }

  /// The next page of a range: the versions behind one that was the last of the page before. It
  /// starts at that version's key, so that a page costs the same wherever it is, and versions that
  /// are put or removed meanwhile shift nothing.
  ///
  /// @param after `null` for the first page; it need not be there any more
  /// @param limit how many at most, 0 or more
  /// @return fewer than `limit` at the end only
  public List<Version<V>> page(
      ReadTx tx, NamePattern pattern, Span span, @Nullable Version<?> after, int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("expected a limit of 0 or more, but was " + limit);
    }
    return new Versions<>(() -> rangeFrom(tx, pattern, span, after))
        .stream(versions -> versions.limit(limit).toList());
  }

  /// What a record was at a time: its latest version that is not younger, or `null` if it had none.
  public @Nullable Version<V> asOf(ReadTx tx, String name, Instant time) {
    return newest(tx, name, Span.to(time));
  }

  /// The latest version of a record, or `null` if it has none.
  public @Nullable Version<V> last(ReadTx tx, String name) {
    return newest(tx, name, Span.all());
  }

  private @Nullable Version<V> newest(ReadTx tx, String name, Span span) {
    Long id = tables.id(tx, name);
    if (id == null) {
      return null;
    }
    return tx
        .query(tables.back, id, span.first(), span.last())
        .map(row -> decoder.version(name, row))
        .stream(versions -> versions.flatMap(Optional::stream).findFirst())
        .orElse(null);
  }

  /// The earliest version of a record, or `null` if it has none.
  public @Nullable Version<V> first(ReadTx tx, String name) {
    Long id = tables.id(tx, name);
    if (id == null) {
      return null;
    }
    var names = new Names(List.of(new Names.Named(id, name)));
    return new Versions<>(() -> new RangeIterator<>(tx, tables, decoder, names, Span.all(), null))
        .first();
  }

  /// How many versions within a span the records have that a topic pattern means.
  public long count(ReadTx tx, String pattern, Span span) {
    return count(tx, NamePattern.topic(pattern), span);
  }

  /// How many versions within a span the records have that a pattern means; those that cannot be
  /// decoded count too.
  public long count(ReadTx tx, NamePattern pattern, Span span) {
    String ids = Names.of(tx, tables, pattern).ids();
    return tx.query(tables.count, ids, span.first(), span.last()).asLong().one();
  }

  /// The names of the records that a pattern means, in their order.
  public List<String> names(ReadTx tx, NamePattern pattern) {
    return Names.of(tx, tables, pattern).all().stream().map(Names.Named::name).toList();
  }

  /// The versions within a span in stretches of equal width, each in six numbers: by name, the
  /// oldest first. The stretches begin at multiples of the width since 1970-01-01T00:00Z; those
  /// without a version are left out.
  ///
  /// @param width a microsecond or more
  /// @param number what a value counts; versions for which it is not a number are left out
  public List<Bucket> buckets(
      ReadTx tx,
      NamePattern pattern,
      Span span,
      Duration width,
      ToDoubleFunction<? super V> number) {
    var buckets = new Buckets(width);
    range(tx, pattern, span)
        .forEach(version ->
            buckets.add(version.name(), version.at(), number.applyAsDouble(version.value())));
    return buckets.list();
  }

  // ---- besides the caller's blocks ----

  /// Records versions in the background, for those who cannot wait: see [Recorder].
  public Recorder<V> recorder(Database db, RecorderOptions options) {
    return new Recorder<>(db, tables, packing, options);
  }

  /// Removes old versions: see [Retention].
  public Retention retention(Database db, Keep... rules) {
    return new Retention(db, tables, List.of(rules));
  }
}
