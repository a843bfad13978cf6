package dev.tektite.sqlite;

import java.util.List;
import java.util.random.RandomGenerator;

/// Draws SQL texts: mostly statements that make sense, some with a few characters changed, some
/// noise.
final class FuzzSql {
  private static final List<String> TABLES =
      List.of("t", "u", "ft", "v", "side.t", "temp.x", "sqlite_schema", "rt", "nope");
  private static final List<String> COLUMNS = List.of("a", "b", "c", "rowid", "id", "*", "nope");
  private static final List<String> LITERALS =
      List.of(
          "1",
          "-9223372036854775808",
          "2.5e300",
          "'text'",
          "x'00ff'",
          "null",
          "?",
          "?5",
          ":n",
          "'%a%'",
          "zeroblob(100)",
          "''");
  private static final List<String> FUNCTIONS =
      List.of(
          "f",
          "pure",
          "direct",
          "agg",
          "win",
          "abs",
          "hex",
          "count",
          "group_concat",
          "json",
          "printf",
          "substr",
          "instr",
          "quote",
          "length",
          "sum",
          "coalesce",
          "json_each",
          "like",
          "glob",
          "random",
          "unicode");
  private static final List<String> OPERATORS =
      List.of(
          "+", "-", "*", "/", "||", "=", "<", "and", "or", "is", "like", "glob", "->", "%", "<<");
  private static final List<String> PRAGMAS =
      List.of(
          "journal_mode = wal",
          "journal_mode = delete",
          "journal_mode",
          "wal_checkpoint(truncate)",
          "foreign_keys = on",
          "integrity_check",
          "page_size = 512",
          "cache_size = 5",
          "auto_vacuum = 1",
          "incremental_vacuum",
          "synchronous = off",
          "locking_mode = exclusive",
          "locking_mode = normal",
          "table_info(t)",
          "recursive_triggers = on",
          "writable_schema = on",
          "writable_schema = reset",
          "encoding = 'UTF-16'",
          "user_version = 7",
          "optimize",
          "query_only = off",
          "temp_store = memory",
          "mmap_size = 100000",
          "max_page_count = 200",
          "case_sensitive_like = on",
          "schema_version = 3",
          "threads = 2");

  private final RandomGenerator random;

  FuzzSql(RandomGenerator random) {
    this.random = random;
  }

  private String any(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  /// One text.
  String text() {
    String sql = statement();
    if (random.nextInt(20) == 0) {
      sql = sql + ";" + statement();
    }
    return random.nextInt(8) == 0 ? mutated(sql) : sql;
  }

  private String mutated(String sql) {
    var text = new StringBuilder(sql);
    for (int i = random.nextInt(4); i >= 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, (char) random.nextInt(0x80));
        case 2 -> text.insert(at, Character.toString(random.nextInt(0x11000)));
        default -> text.insert(at, sql, 0, random.nextInt(sql.length() + 1));
      }
    }
    return text.toString();
  }

  private String statement() {
    String table = any(TABLES);
    return switch (random.nextInt(24)) {
      case 0 -> "create table if not exists t(a, b, c collate k, check (a <> 77))";
      case 1 -> "create table if not exists u(id integer primary key, a unique, b references t) ";
      case 2 -> "create virtual table if not exists ft using fts5(a, b)";
      case 3 -> "create view if not exists v as " + select(2);
      case 4 ->
          "create trigger if not exists g after update on t begin insert into u(a) values (f(new.a)); end";
      case 5 ->
          "create index if not exists i on t(" + (random.nextBoolean() ? "pure(a)" : "c") + ")";
      case 6 ->
          "drop "
              + any(List.of("table", "view", "index", "trigger"))
              + " if exists "
              + any(List.of("t", "u", "v", "i", "g", "ft"));
      case 7 ->
          "alter table "
              + table
              + " "
              + any(
                  List.of(
                      "rename column a to b",
                      "add column d default 5",
                      "drop column b",
                      "rename to z"));
      case 8, 9, 10 ->
          "insert or "
              + any(List.of("ignore", "replace", "rollback", "abort"))
              + " into "
              + table
              + " values ("
              + expression(2)
              + ","
              + expression(2)
              + ","
              + expression(1)
              + ")"
              + (random.nextInt(4) == 0 ? " returning *" : "");
      case 11 -> "insert into " + table + "(a) " + select(2);
      case 12 -> "update " + table + " set a = " + expression(3) + " where " + expression(2);
      case 13 -> "delete from " + table + (random.nextBoolean() ? " where " + expression(2) : "");
      case 14 ->
          any(
              List.of(
                  "begin",
                  "begin immediate",
                  "commit",
                  "rollback",
                  "savepoint s",
                  "release s",
                  "rollback to s",
                  "end"));
      case 15, 16 -> "pragma " + (random.nextInt(5) == 0 ? "side." : "") + any(PRAGMAS);
      case 17 ->
          any(
              List.of(
                  "vacuum",
                  "analyze",
                  "reindex",
                  "attach 'side.db' as side",
                  "attach ':memory:' as side",
                  "detach side",
                  "reindex k"));
      case 18 -> "explain query plan " + select(2);
      case 19 ->
          "with recursive r(x) as (select 1 union all select x + 1 from r limit 500) select f(x), win(x) over (order by x rows 3 preceding) from r";
      case 20 -> "create virtual table if not exists rt using rtree(id, x0, x1)";
      default -> select(3);
    };
  }

  private String select(int depth) {
    String from = depth > 1 && random.nextInt(3) == 0 ? "(" + select(depth - 1) + ")" : any(TABLES);
    return "select "
        + (random.nextInt(5) == 0 ? "distinct " : "")
        + (random.nextBoolean() ? any(COLUMNS) : expression(depth))
        + " from "
        + from
        + (random.nextInt(4) == 0 ? " join " + any(TABLES) + " using (a)" : "")
        + (random.nextBoolean() ? " where " + expression(depth) : "")
        + (random.nextInt(4) == 0 ? " group by " + expression(1) : "")
        + (random.nextInt(3) == 0 ? " order by " + expression(1) + " collate k" : "")
        + " limit 50";
  }

  private String expression(int depth) {
    if (depth <= 0) {
      return random.nextBoolean() ? any(LITERALS) : any(COLUMNS);
    }
    return switch (random.nextInt(7)) {
      case 0, 1 ->
          "(" + expression(depth - 1) + " " + any(OPERATORS) + " " + expression(depth - 1) + ")";
      case 2 -> any(FUNCTIONS) + "(" + expression(depth - 1) + ")";
      case 3 -> any(FUNCTIONS) + "(" + expression(depth - 1) + ", " + expression(depth - 1) + ")";
      case 4 -> "win(" + expression(depth - 1) + ") over (order by " + expression(0) + ")";
      case 5 ->
          random.nextInt(3) == 0
              ? "(" + select(depth - 1) + ")"
              : "not ".repeat(random.nextInt(60)) + expression(depth - 1);
      default -> expression(0);
    };
  }
}
