package dev.tektite.upkeep;

import dev.tektite.block.BlockConnection;
import dev.tektite.engine.BlockLimits;
import dev.tektite.engine.Engine;
import dev.tektite.engine.Statistics;
import dev.tektite.maintenance.CheckDepth;
import dev.tektite.maintenance.IntegrityReport;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks whether the file is intact.
///
/// *Immutable.*
final class IntegrityCheck {
  private static final int CORRUPT = 11;
  private static final String OK = "ok";
  private static final String HEADING = "*** in database main ***";

  private final Engine engine;
  private final CheckDepth depth;
  private final @Nullable String table;

  /// @param table the table to look at, or `null` for the whole file
  IntegrityCheck(Engine engine, CheckDepth depth, @Nullable String table) {
    this.engine = engine;
    this.depth = depth;
    this.table = table;
  }

  IntegrityReport run(Work work, BlockLimits limits, InstantSource clock) {
    List<String> problems = new ArrayList<>();
    try {
      engine.inspect(
          work.limits(limits), link -> work.counted(link, () -> collect(link, problems)));
    } catch (DatabaseException.Unreadable e) {
      if (e.primaryCode() != CORRUPT) {
        throw e; // no database, or another key
      }
      problems.add(String.valueOf(e.getMessage()));
    }
    return new IntegrityReport(depth, table, problems, clock.instant(), work.elapsed());
  }

  private List<String> collect(BlockConnection link, List<String> problems) {
    String argument = table == null ? "" : "(" + Statistics.quoted(table) + ")";
    try (Statement check = link.own("pragma main." + depth.pragma() + argument)) {
      while (check.step()) {
        String.valueOf(check.columnText(0))
            .lines()
            .filter(line -> !line.equals(OK) && !line.equals(HEADING))
            .forEach(problems::add);
      }
    }
    return problems;
  }
}
