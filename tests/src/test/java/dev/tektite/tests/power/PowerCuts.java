package dev.tektite.tests.power;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.Durability;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.OpenMode;
import dev.tektite.testkit.faults.FaultVfs;
import dev.tektite.testkit.faults.Faults;
import dev.tektite.testkit.faults.Survivors;
import dev.tektite.tests.load.NumberedBlocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// A load of groups during which the power is cut after every n-th write, sync and truncation: not
/// to the load itself, which goes on, but to images of its files.
///
/// ```
///   8 threads            the disk                                this
///   write; COMMIT  --->  step 1: image, step 2: image, …
///   returns: notes that
///   its block is in every image from the present step on
///   …                                                            25 groups later: opens each image
/// ```
///
/// In turns, the images keep synced changes only, some of the others, and all. Pages are small, so
/// that the load has many steps, and the log is copied back more than once.
///
/// *One thread at a time.*
public final class PowerCuts {
  private static final int GROUPS_PER_STAGE = 25;

  private final Path file;
  private final Path images;
  private final long seed;

  /// @param folder where the file and the images go
  /// @param seed decides what survives
  public PowerCuts(Path folder, long seed) throws IOException {
    this.file = folder.resolve("load.db");
    this.images = Files.createDirectories(folder.resolve("images"));
    this.seed = seed;
  }

  /// What was done.
  ///
  /// @param steps writes, syncs and truncations
  /// @param images how many power cuts were looked at
  public record Totals(long groups, long blocks, long steps, long images) {
    @Override
    public String toString() {
      return "%d groups of %d blocks in %d steps, %d power cuts looked at"
          .formatted(groups, blocks, steps, images);
    }
  }

  /// Runs the load.
  ///
  /// @param groups how many commits
  /// @param every after how many steps the power is cut
  /// @throws AssertionError if a power cut took what was acknowledged, or left half a block
  public Totals run(int groups, int every, Consumer<Totals> progress)
      throws IOException, InterruptedException {
    try (Faults faults = FaultVfs.install().on(file)) {
      prepareFile();
      imagesOf(0, faults);
      long firstStep = faults.steps();
      faults.imageAfterEvery(every);
      var looks = new Images();
      try (Database db = Database.open(file, options())) {
        var load = new GroupLoad(db, faults);
        long before = db.status().writer().commits();
        Totals totals = new Totals(0, 0, 0, 0);
        for (int stage = 0; totals.groups < groups; stage++) {
          int now = (int) Math.min(GROUPS_PER_STAGE, groups - totals.groups);
          load.run(now);
          imagesOf(stage + 1, faults); // from here on, nothing is added to those of this stage
          looks.requireAll(folderOf(stage), survivors(stage), load.acknowledged());
          totals =
              new Totals(
                  db.status().writer().commits() - before,
                  load.acknowledged().size(),
                  faults.steps() - firstStep,
                  looks.count());
          progress.accept(totals);
        }
        return totals;
      }
    }
  }

  private static DatabaseOptions options() {
    return DatabaseOptions.defaults().durability(Durability.FULL).readers(1);
  }

  private void prepareFile() {
    try (Connection connection = Connection.open(file, OpenMode.CREATE)) {
      connection.execute("pragma page_size = 1024; pragma journal_mode = wal");
      connection.execute(NumberedBlocks.SCHEMA);
    }
  }

  private void imagesOf(int stage, Faults faults) {
    faults.imagesInto(folderOf(stage), survivors(stage), seed + stage);
  }

  private Path folderOf(int stage) {
    return images.resolve("stage-" + stage);
  }

  private static Survivors survivors(int stage) {
    return switch (stage % 4) {
      case 0 -> Survivors.SYNCED;
      case 2 -> Survivors.ALL;
      default -> Survivors.SOME;
    };
  }
}
