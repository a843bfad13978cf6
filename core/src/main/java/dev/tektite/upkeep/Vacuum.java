package dev.tektite.upkeep;

import dev.tektite.block.BlockConnection;
import dev.tektite.engine.BlockLimits;
import dev.tektite.engine.Engine;
import dev.tektite.maintenance.AutoVacuum;
import dev.tektite.maintenance.MaintenanceProgress.Unit;
import dev.tektite.maintenance.VacuumReport;
import dev.tektite.observe.DatabaseSize;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.Statement;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Gives free pages back to the file system.
///
/// *Immutable.*
final class Vacuum {
  /// So many pages are moved in one turn: some milliseconds.
  private static final int STEP_PAGES = 200;

  private static final int FULL = 13;

  private final Engine engine;
  private final @Nullable Path file;
  private final BlockLimits limits;

  /// @param file the file, or `null` in memory
  Vacuum(Engine engine, @Nullable Path file, BlockLimits limits) {
    this.engine = engine;
    this.file = file;
    this.limits = limits;
  }

  /// Writes the whole database anew.
  VacuumReport full(Work work) {
    return engine.<DatabaseSize, VacuumReport>work(
        work.limits(limits),
        link -> {
          DatabaseSize before = Engine.sizeOf(link);
          requireRoom(before);
          vacuum(link, work);
          return before;
        },
        (link, before) -> report(work, link, before));
  }

  private static VacuumReport report(Work work, BlockConnection link, DatabaseSize before) {
    return new VacuumReport(before, Engine.sizeOf(link), work.elapsed());
  }

  private static void vacuum(BlockConnection link, Work work) {
    work.counted(
        link,
        () -> {
          link.run("vacuum");
          return true;
        });
  }

  /// A vacuum needs room for a copy in the folder for temporary files, and for another in the log:
  /// better to know before than after an hour.
  private void requireRoom(DatabaseSize size) {
    if (file == null) {
      return;
    }
    long needed = size.bytes() - size.freeBytes();
    try {
      FileStore disk = Files.getFileStore(file);
      boolean twice = isTemporaryOn(disk);
      long free = disk.getUsableSpace();
      if (free < (twice ? 2 : 1) * needed) {
        throw DatabaseException.of(
            FULL,
            "A vacuum of %s needs up to %d bytes of its disk, of which %d are free: make room, or give pages back by incremental vacuum; nothing was changed"
                .formatted(file, (twice ? 2 : 1) * needed, free),
            null,
            -1);
      }
    } catch (IOException e) {
      // it cannot be told: SQLite will
    }
  }

  /// Whether temporary files are likely to lie on a disk
  /// ([where](https://www.sqlite.org/tempfiles.html#temporary_file_storage_locations)).
  private static boolean isTemporaryOn(FileStore disk) throws IOException {
    Path folder =
        Stream.of(System.getenv("SQLITE_TMPDIR"), System.getenv("TMPDIR"), "/var/tmp", "/tmp")
            .filter(Objects::nonNull)
            .map(Path::of)
            .filter(Files::isWritable)
            .findFirst()
            .orElse(null);
    return folder == null || Files.getFileStore(folder).equals(disk);
  }

  /// Gives pages back in short turns, between which others write.
  ///
  /// @param most how many at most
  VacuumReport incremental(Work work, long most) {
    DatabaseSize before = size(work);
    long goal = Math.min(most, before.freePages());
    DatabaseSize now = before;
    long freed = 0;
    while (freed < goal) {
      long step = Math.min(STEP_PAGES, goal - freed);
      DatabaseSize then = now;
      now = engine.<DatabaseSize>work(work.limits(limits), link -> step(link, step));
      if (now.freePages() >= then.freePages()) {
        break; // others fill and empty pages meanwhile, or it is no database for this
      }
      freed += then.freePages() - now.freePages();
      work.tell(Math.min(freed, goal), goal, Unit.PAGES);
    }
    return new VacuumReport(before, now, work.elapsed());
  }

  private static DatabaseSize step(BlockConnection link, long pages) {
    link.run("pragma main.incremental_vacuum(%d)".formatted(pages));
    return Engine.sizeOf(link);
  }

  private DatabaseSize size(Work work) {
    return engine.<DatabaseSize>work(work.limits(limits), Engine::sizeOf);
  }

  /// What becomes of free pages.
  AutoVacuum mode(Work work) {
    return engine.<AutoVacuum>inspect(work.limits(limits), Vacuum::mode);
  }

  static AutoVacuum mode(BlockConnection link) {
    try (Statement ask = link.own("pragma main.auto_vacuum")) {
      ask.step();
      return AutoVacuum.values()[(int) ask.columnLong(0)];
    }
  }

  /// Changes what becomes of free pages, which takes a full vacuum.
  VacuumReport mode(Work work, AutoVacuum wanted) {
    return engine.<DatabaseSize, VacuumReport>work(
        work.limits(limits),
        link -> {
          DatabaseSize before = Engine.sizeOf(link);
          AutoVacuum had = mode(link);
          if (had != wanted) {
            requireRoom(before);
            change(link, work, had, wanted);
          }
          return before;
        },
        (link, before) -> report(work, link, before));
  }

  private static void change(BlockConnection link, Work work, AutoVacuum had, AutoVacuum wanted) {
    link.run("pragma main.auto_vacuum = " + wanted);
    try {
      vacuum(link, work);
    } catch (Throwable e) {
      if (mode(link) != wanted) {
        link.run("pragma main.auto_vacuum = " + had); // else the next vacuum would change it
      }
      throw e;
    }
  }
}
