package dev.tektite.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.sql.WriteTx;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.OpenMode;
import dev.tektite.sqlite.Statement;
import dev.tektite.testkit.faults.Faults;
import dev.tektite.tests.BlocksInLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A group of blocks that meets one failure of the disk, and what must be true afterwards.
///
/// ```
///   block 0          blocks 1 to 7    block 8                   blocks 9 and 10
///   sets the fault
///   a row            a row each       a row and many pages,
///                                     which the small cache
///                                     must write at once
///                                                               a row each; COMMIT
/// ```
///
/// If the failure comes within a block, it alone fails. If it comes within the COMMIT, all fail
/// with the same cause, and the files as they are at that instant hold all of the group or none.
final class FailingGroup {
  /// How many blocks share the transaction with the large one, which is the last of them.
  static final int SHARED = 9;

  private static final int BLOCKS = 11;
  private static final int LARGE = SHARED - 1;
  private static final int LARGE_PAGES = 20;

  private final Database db;
  private final Faults faults;
  private final long round;

  // Written once, by the first block that fails.
  private @Nullable Path image;

  FailingGroup(Database db, Faults faults, long round) {
    this.db = db;
    this.faults = faults;
    this.round = round;
  }

  static void createTables(Database db) {
    db.write(tx ->
        tx.executeScript(
            "create table t(round integer, block integer);"
                + " create table large(round integer, bytes blob)"));
  }

  /// Runs the group.
  ///
  /// @param fault what is to fail, said within the first block
  /// @return what came of it
  BlocksInLine.Outcome run(Runnable fault) {
    var line = new BlocksInLine(db, false).onFailure(failure -> takeImage());
    for (int i = 0; i < BLOCKS; i++) {
      int block = i;
      Consumer<WriteTx> insert = tx -> tx.execute("insert into t values (?, ?)", round, block);
      line.add(
          switch (i) {
            case 0 -> once(fault).andThen(insert);
            case LARGE -> insert.andThen(this::writeMuch);
            default -> insert;
          });
    }
    return line.run();
  }

  private static Consumer<WriteTx> once(Runnable fault) {
    var left = new ArrayList<>(List.of(fault));
    return tx -> {
      if (!left.isEmpty()) {
        left.removeFirst().run();
      }
    };
  }

  private void writeMuch(WriteTx tx) {
    for (int i = 0; i < LARGE_PAGES; i++) {
      tx.execute("insert into large values (?, zeroblob(4000))", round);
    }
  }

  private synchronized void takeImage() {
    if (image == null) {
      image = faults.image();
    }
  }

  /// Checks the outcome, after the fault has been taken away.
  ///
  /// @return how many blocks failed together, for the same cause
  long check(BlocksInLine.Outcome outcome) {
    List<@Nullable Throwable> failures = outcome.failures();
    requireCounts(failures, counts(db));
    List<Throwable> causes =
        failures.stream().filter(Objects::nonNull).map(FailingGroup::root).toList();
    if (causes.isEmpty()) {
      return 0;
    }
    long[] inImage = counts(Objects.requireNonNull(image));
    for (int i = 0; i < BLOCKS; i++) {
      if (failures.get(i) == null) {
        inImage[i] = 1; // it may have come after the image
      }
    }
    requireCounts(failures, inImage);
    return causes.stream()
        .mapToLong(cause -> causes.stream().filter(other -> other == cause).count())
        .max()
        .orElse(0);
  }

  /// Whether the shared blocks first ran in one transaction: a slow machine may take longer than a
  /// group stays open.
  static boolean wasOneGroup(BlocksInLine.Outcome outcome) {
    return outcome.commits().subList(0, SHARED).stream().allMatch(commits -> commits == 0);
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /// A block that did not fail is there once, and one that failed is not. If its outcome is open,
  /// it is there as often as the others of its group.
  private static void requireCounts(List<@Nullable Throwable> failures, long[] counts) {
    var open = new IdentityHashMap<Throwable, Long>();
    for (int i = 0; i < BLOCKS; i++) {
      Throwable failure = failures.get(i);
      if (failure instanceof DatabaseException.Uncertain && !isRefusal(failure)) {
        long count = counts[i];
        long mates = open.computeIfAbsent(root(failure), root -> count);
        assertThat(counts[i]).as("block %d, %s", i, failure).isEqualTo(mates).isBetween(0L, 1L);
      } else {
        assertThat(counts[i]).as("block %d, %s", i, failure).isEqualTo(failure == null ? 1 : 0);
      }
    }
  }

  /// Whether the block was not admitted, because of an earlier commit of unknown outcome.
  private static boolean isRefusal(Throwable failure) {
    return failure.getMessage().contains("takes no writes");
  }

  private long[] counts(Database database) {
    long[] counts = new long[BLOCKS];
    database.read(tx ->
        tx.query("select block, count(*) from t where round = ? group by block", round)
            .map(row -> counts[row.asInt(0)] = row.asLong(1))
            .list());
    return counts;
  }

  private long[] counts(Path folder) {
    long[] counts = new long[BLOCKS];
    Path file = folder.resolve(db.path().getFileName());
    try (Connection copy = Connection.open(file, OpenMode.READ_WRITE);
        Statement query =
            copy.prepare("select block, count(*) from t where round = ? group by block")) {
      query.bindLong(1, round);
      while (query.step()) {
        counts[(int) query.columnLong(0)] = query.columnLong(1);
      }
    }
    return counts;
  }
}
