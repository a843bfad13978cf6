package dev.tektite;

import dev.tektite.engine.BlockLimits;
import dev.tektite.engine.Engine;
import dev.tektite.observe.Health;
import dev.tektite.observe.HealthReason;
import dev.tektite.upkeep.Rounds;
import dev.tektite.upkeep.Upkeep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How one database is, and what is done for it.
///
/// *Safe for any number of threads.*
final class Wellbeing {
  private static final Duration PING_LIMIT = Duration.ofSeconds(5);

  private final Engine engine;
  private final Upkeep upkeep;
  private final Rounds rounds;
  private final Supplier<Health> checkup;

  /// @param name of the database in messages
  /// @param file the file, absolute and without symbolic links, or `null` in memory
  /// @param limits how long maintenance waits for its turn
  /// @param backups what is wrong with scheduled backups
  Wellbeing(
      Engine engine,
      String name,
      @Nullable Path file,
      DatabaseOptions options,
      BlockLimits limits,
      Supplier<List<HealthReason>> backups) {
    this.engine = engine;
    this.upkeep = new Upkeep(engine, file, limits, options.maintenance().clock());
    this.rounds = new Rounds(name, options.maintenance(), upkeep);
    this.checkup = engine.checkup(options.health(), file);
    engine.vitals().add(rounds::reasons);
    engine.vitals().add(backups);
    engine.optimizesAtClose(options.maintenance().optimizedAtClose());
  }

  /// Begins what is done by itself.
  ///
  /// @param unclean whether the database was opened as after a crash
  void begin(boolean unclean) {
    if (unclean) {
      engine.vitals().openedUnclean();
    }
    rounds.start(unclean);
  }

  /// Ends what is done by itself.
  void end() {
    rounds.close();
  }

  /// The reverse of [#end()], where the database has stayed open.
  void resume() {
    if (!engine.isClosed()) {
      rounds.start(false);
    }
  }

  Health health() {
    return checkup.get();
  }

  static Duration ping(Database database) {
    long startedAt = System.nanoTime();
    Blocks blocks = database.with(BlockOptions.named("ping").runLimit(PING_LIMIT));
    String sql = "select count(*) from (select 1 from sqlite_schema limit 1)";
    long read = blocks.<Long>read(tx -> tx.query(sql).asLong().one());
    assert read >= 0;
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }

  Maintenance maintenance(DoorBlocks blocks) {
    return new Maintenance(upkeep, blocks);
  }
}
