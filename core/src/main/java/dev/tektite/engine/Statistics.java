package dev.tektite.engine;

import dev.tektite.block.BlockConnection;
import dev.tektite.sqlite.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The statistics that the query planner goes by.
///
/// `PRAGMA optimize` alone looks at the tables that its own connection has queried, but queries run
/// on the readers: so it is asked to look at all tables, to say what it would do (bit 1), and what
/// is worth it is done here.
///
/// *One thread at a time:* whoever has the connection.
public final class Statistics {
  /// Say what would be done, analyze, all tables ([pragma
  /// optimize](https://www.sqlite.org/pragma.html#pragma_optimize)).
  private static final int ASK = 0x1 | 0x2 | 0x10000;

  /// How many entries of an index are looked at: what `PRAGMA optimize` itself takes.
  private static final int LIMIT = 2_000;

  private static final int LEAST_LIMIT = 100;
  private static final int MANY_TABLES = 50;

  private Statistics() {}

  /// The tables whose statistics are missing, or whose size has changed tenfold since; without
  /// those that have no index, for which statistics change little.
  public static List<String> outdated(BlockConnection link) {
    Set<String> indexed = indexed(link);
    if (indexed.isEmpty()) {
      return List.of();
    }
    List<String> tables = new ArrayList<>();
    try (Statement ask = link.own("pragma main.optimize(%d)".formatted(ASK))) {
      while (ask.step()) {
        String table = tableOf(String.valueOf(ask.columnText(0)));
        if (indexed.contains(table)) {
          tables.add(table);
        }
      }
    }
    return tables;
  }

  /// From `ANALYZE "main"."name"`.
  private static String tableOf(String analyze) {
    int start = analyze.indexOf('.') + 2;
    return analyze.substring(start, analyze.length() - 1).replace("\"\"", "\"");
  }

  private static Set<String> indexed(BlockConnection link) {
    Set<String> tables = new HashSet<>();
    try (Statement ask = link.own("select tbl_name from main.sqlite_schema where type = 'index'")) {
      while (ask.step()) {
        tables.add(String.valueOf(ask.columnText(0)));
      }
    }
    return tables;
  }

  /// Brings statistics up to date where that is worth it, and possible.
  ///
  /// @return the tables where it was
  static List<String> renewOutdated(BlockConnection link) {
    if (link.connection().schema("main").isReadOnly()) {
      return List.of();
    }
    List<String> tables = outdated(link);
    renew(link, tables);
    return tables;
  }

  /// Brings statistics of tables up to date by a sample, in one transaction.
  public static void renew(BlockConnection link, List<String> tables) {
    if (tables.isEmpty()) {
      return;
    }
    int limit =
        tables.size() <= MANY_TABLES
            ? LIMIT
            : Math.max(LEAST_LIMIT, LIMIT * MANY_TABLES / tables.size());
    link.run("pragma analysis_limit = " + limit);
    try {
      analyze(link, tables);
    } finally {
      link.run("pragma analysis_limit = 0");
    }
  }

  /// Counts everything in tables and their indexes, in one transaction.
  ///
  /// Other connections read statistics only when they read the schema, so that its version is
  /// raised as well.
  public static void analyze(BlockConnection link, List<String> tables) {
    link.run("begin immediate");
    try {
      for (String table : tables) {
        link.run("analyze main." + quoted(table));
      }
      link.run("pragma main.schema_version = " + (version(link) + 1));
      link.run("commit");
    } catch (Throwable e) {
      rollback(link, e);
      throw e;
    }
  }

  private static void rollback(BlockConnection link, Throwable failure) {
    try {
      if (!link.connection().isAutocommit()) {
        link.run("rollback");
      }
    } catch (Throwable e) {
      failure.addSuppressed(e); // whoever gives the turn away looks again
    }
  }

  private static long version(BlockConnection link) {
    try (Statement ask = link.own("pragma main.schema_version")) {
      ask.step();
      return ask.columnLong(0);
    }
  }

  /// A name as SQL has it.
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
