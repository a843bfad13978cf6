package dev.tektite.history;

import dev.tektite.sql.ReadTx;
import dev.tektite.sql.WriteTx;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The tables of one history, and the SQL that it runs on them.
///
/// Names have small numbers, so that versions need not repeat them. The versions of a record lie
/// side by side in the order of time, since the key is the table: what is asked most, the past of
/// one record, reads few pages. Names with numbers that nobody may use again are told by the
/// generation, which changes with every removal of a name.
///
/// *Immutable.*
final class Tables {
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,40}");
  private static final String SCHEMA =
      """
      create table if not exists H_name(
        id integer primary key autoincrement,
        name text not null unique
      ) strict;
      create table if not exists H_version(
        name integer not null,  -- H_name.id
        at integer not null,    -- microseconds since 1970-01-01T00:00Z
        seq integer not null,   -- 0, 1, 2 … among those of the same name and time
        length integer,         -- bytes before compression by zstd; null if not compressed
        value any not null,
        primary key (name, at, seq)
      ) strict, without rowid;
      create table if not exists H_meta(
        key text primary key,
        value integer not null
      ) strict, without rowid;
      insert or ignore into H_meta values ('schema', 1), ('generation', 0);
      """;

  final String nameId;
  final String insertName;
  final String namesInRange;
  final String namesFrom;
  final String allNames;
  final String insertVersion;
  final String insertNumbered;
  final String newestVersion;
  final String lastSeq;
  final String latest;
  final String ahead;
  final String back;
  final String count;
  final String generation;

  private final String prefix;

  Tables(String prefix) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "expected letters, digits and _ as the prefix of tables, but was \"%s\""
              .formatted(prefix));
    }
    this.prefix = prefix;
    nameId = sql("select id from H_name where name = ?");
    insertName = sql("insert into H_name(name) values (?)");
    namesInRange = sql("select id, name from H_name where name >= ? and name < ? order by name");
    namesFrom = sql("select id, name from H_name where name >= ? order by name");
    allNames = sql("select id, name from H_name order by name");
    insertVersion =
        sql(
            """
            insert into H_version(name, at, seq, length, value)
            values (?1, ?2,
              (select coalesce(max(seq) + 1, 0) from H_version where name = ?1 and at = ?2), ?3, ?4)\
            """);
    insertNumbered =
        sql("insert into H_version(name, at, seq, length, value) values (?, ?, ?, ?, ?)");
    newestVersion =
        sql("select at, seq from H_version where name = ? order by at desc, seq desc limit 1");
    lastSeq = sql("select max(seq) from H_version where name = ? and at = ?");
    latest =
        sql(
            """
            select w, at, seq, length, value from (
              select w.key as w, v.at as at, v.seq as seq, v.length as length, v.value as value,
                row_number() over (partition by w.key order by v.at desc, v.seq desc) as place
              from json_each(?1) w cross join H_version v
              where v.name = w.value and v.at <= ?3 and v.at >= coalesce(
                (select o.at from H_version o where o.name = w.value and o.at between ?2 and ?3
                 order by o.at desc, o.seq desc limit 1 offset ?4 - 1), ?2))
            where place <= ?4 order by w, place\
            """);
    ahead =
        sql(
            """
            select 0, at, seq, length, value from H_version
            where name = ?1 and (at, seq) > (?2, ?3) and at <= ?4 order by at, seq limit ?5\
            """);
    back =
        sql(
            """
            select 0, at, seq, length, value from H_version
            where name = ? and at between ? and ? order by at desc, seq desc\
            """);
    count =
        sql(
            """
            select count(*) from json_each(?1) w cross join H_version v
            where v.name = w.value and v.at between ?2 and ?3\
            """);
    generation = sql("select value from H_meta where key = 'generation'");
  }

  /// The text with the names of these tables.
  String sql(String text) {
    return text.replace("H_", prefix + "_");
  }

  /// Creates what is missing.
  void create(WriteTx tx) {
    tx.executeScript(sql(SCHEMA));
    Long schema = tx.query(sql("select value from H_meta where key = 'schema'")).asLong().first();
    if (schema == null || schema != 1) {
      throw new IllegalStateException(
          "The tables %s_… have the form %s, and this version of tektite-history knows form 1: use"
                  .formatted(prefix, schema)
              + " a newer one");
    }
  }

  /// The number of a name, or `null` if it has none.
  @Nullable Long id(ReadTx tx, String name) {
    return tx.query(nameId, name).asLong().first();
  }

  /// The number of a name, which gets one if it has none.
  long idOf(WriteTx tx, String name) {
    Long known = id(tx, name);
    return known != null ? known : tx.insert(insertName, requireName(name));
  }

  static String requireName(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("The name of the record is empty");
    }
    return name;
  }
}
