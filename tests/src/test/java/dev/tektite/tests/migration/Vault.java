package dev.tektite.tests.migration;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.migration.Migrations;
import dev.tektite.migration.Step;
import dev.tektite.sql.ReadTx;
import dev.tektite.sql.Row;
import dev.tektite.sql.WriteTx;
import dev.tektite.sqlite.ValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A schema with a history: 44 steps, written anew after those that a well-known server for
/// passwords has published for SQLite over the years. Tables are made anew by hand, columns come,
/// are renamed and go, rows move from one table to another.
///
/// *Immutable.*
public final class Vault {
  /// The steps.
  public static final Migrations SCHEMA = Migrations.classPath(Vault.class, "vault-steps");

  /// The step before the last twenty.
  public static final String OLD = "24.0.0";

  /// Rows that fit a version and stay to the newest.
  private static final SortedMap<Integer, String> ROWS = new TreeMap<>();

  static {
    ROWS.put(
        1,
        """
        insert into users(uuid, created_at, email, name, password_hash, salt) values
          ('u1', '2018-01-14', 'Ada@Example.org', 'Ada', x'0102', x'03'),
          ('u2', '2018-01-15', 'ben@example.org', 'Ben', x'04', x'');
        insert into folders values ('f1', 'u1', 'Banks');
        insert into ciphers values ('c1', '2018-02-01', 'u1', 'f1', 1, '{"a":1}', 1), ('c2', '2018-02-02', 'u2', null, 2, 'x', 0);
        insert into devices values ('d1', 'u1', 'phone', 0);
        insert into attachments values ('a1', 'c1', 'scan.pdf', 100), ('a2', 'c1', 'odd.bin', -1);
        """);
    ROWS.put(
        4,
        """
        insert into organizations values ('o1', 'Ada & Sons', 'pay@example.org');
        insert into collections values ('k1', 'o1', 'Shared');
        insert into users_organizations values ('m1', 'u1', 'o1', 2);
        insert into users_collections values ('u1', 'k1');
        """);
    ROWS.put(9, "update users set totp_secret = 'JBSW' where uuid = 'u2'");
    ROWS.put(15, "update ciphers set data = 'y' where uuid = 'c2'");
    ROWS.put(
        24,
        "insert into sends(uuid, user_uuid, name, data, deletion_date) values ('s1', 'u1', 'letter', 'abc', '2022-01-01')");
    ROWS.put(
        34,
        """
        insert into groups values ('g1', 'o1', 'Family');
        insert into groups_users values ('g1', 'm1');
        insert into ciphers(uuid, created_at, user_uuid, type, data) values ('c3', '2023-01-01', 'u1', 1, 'z');
        """);
  }

  private Vault() {}

  /// The versions to which the steps lead, in order.
  static List<String> versions() {
    return SCHEMA.steps().stream().map(Step::version).map(String::valueOf).toList();
  }

  /// Makes a database that has lived up to a version, with the rows that came in on the way.
  public static void make(Path file, String version, DatabaseOptions options) {
    int last = Integer.parseInt(version.substring(0, version.indexOf('.')));
    ROWS.headMap(last + 1)
        .forEach((at, sql) ->
            open(file, options.migrations(SCHEMA.upTo(at + ".0.0")), tx -> tx.executeScript(sql)));
    open(file, options.migrations(SCHEMA.upTo(version)), tx -> {});
  }

  /// Adds so many rows to a database at [#OLD] that its migration moves many pages.
  public static void fill(Database db) {
    db.write(tx ->
        tx.executeScript(
            """
            create table numbers(value integer primary key);
            with recursive n(i) as (select 1 union all select i + 1 from n where i < 300)
              insert into numbers select i from n;
            insert into users(uuid, created_at, email, name, password_hash, salt)
              select 'user-' || value, '2020-01-01', 'user-' || value || '@example.org', 'X', randomblob(32), x''
              from numbers where value <= 60;
            insert into ciphers(uuid, created_at, user_uuid, type, data)
              select 'cipher-' || value, '2020-01-02', 'user-' || (1 + value % 60), 1, hex(randomblob(150))
              from numbers where value <= 300;
            insert into attachments(id, cipher_uuid, file_name, file_size)
              select 'file-' || value, 'cipher-' || value, hex(randomblob(100)), value
              from numbers where value <= 300;
            insert into devices select 'device-' || value, 'user-' || (1 + value % 60), hex(randomblob(50)), 1
              from numbers where value <= 200;
            drop table numbers;
            """));
  }

  private static void open(Path file, DatabaseOptions options, Consumer<WriteTx> block) {
    try (Database db = Database.open(file, options)) {
      db.write(block);
    }
  }

  /// All that a database holds, schema and rows, but for when its steps were run.
  public static List<String> contents(ReadTx tx) {
    List<String> lines = new ArrayList<>();
    lines.addAll(
        tx.query(
                "select type || ' ' || name || ': ' || coalesce(sql, '') from sqlite_schema"
                    + " where name not like 'sqlite\\_stat%' escape '\\' order by 1")
            .into(String.class)
            .list());
    List<String> tables =
        tx.query(
                "select name from pragma_table_list where schema = 'main' and type in ('table', 'view')"
                    + " and name not like 'sqlite%' and name <> 'tektite_migration' order by name")
            .into(String.class)
            .list();
    for (String table : tables) {
      lines.addAll(
          tx
              .query("select * from \"%s\"".formatted(table))
              .map(row -> table + line(row))
              .list()
              .stream()
              .sorted()
              .toList());
    }
    lines.addAll(
        tx.query("select version || coalesce(checksum, '') from tektite_migration order by id")
            .into(String.class)
            .list());
    return lines;
  }

  private static String line(Row row) {
    var line = new StringBuilder();
    for (int i = 0; i < row.columns(); i++) {
      byte[] bytes = row.type(i) == ValueType.BLOB ? row.asBytes(i) : null;
      String value = bytes == null ? row.asText(i) : HexFormat.of().formatHex(bytes);
      line.append('|').append(row.name(i)).append('=').append(value);
    }
    return line.toString();
  }
}
