package dev.tektite.tests.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.DatabaseMode;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.TestDatabases;
import dev.tektite.tests.BlocksInLine;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Something other than SQLite that is thrown within a `COMMIT`: by a commit hook of the
/// application, which SQLite calls there.
///
/// ```
///   gate              block 0        block 1        block 2        block 3
///                     inserts ------ inserts ------ inserts ------ inserts; COMMIT: thrown
///                     fails          fails          fails          fails
///   then: a block is stored, and nothing else
/// ```
class CommitBrokenOffTest {
  private static final int BLOCKS = 4;
  private static final int ATTEMPTS = 50;

  /// What the hook throws next; written and taken by whoever has the turn.
  private final AtomicReference<@Nullable Throwable> next = new AtomicReference<>();

  /// How many commits it has been thrown in since it was asked last.
  private final AtomicInteger thrown = new AtomicInteger();

  private void hook(Connection connection) {
    connection.hooks().commit(this::throwNext);
  }

  private boolean throwNext() {
    Throwable mine = next.getAndSet(null);
    if (mine == null) {
      return true;
    }
    thrown.incrementAndGet();
    switch (mine) {
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      case Throwable other -> throw new AssertionError(other);
    }
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL, DatabaseMode.MEMORY})
  void anErrorFailsTheGroupAndNobodyElse(TestDatabases databases) {
    fails(databases, new NoClassDefFoundError("mine"));
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL, DatabaseMode.MEMORY})
  void aStackOverflowFailsTheGroupAndNobodyElse(TestDatabases databases) {
    fails(databases, new StackOverflowError());
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL, DatabaseMode.MEMORY})
  void anExceptionFailsTheGroupAndNobodyElse(TestDatabases databases) {
    fails(databases, new IllegalArgumentException("mine"));
  }

  /// Plays the course until all blocks have shared the commit that fails.
  private void fails(TestDatabases databases, Throwable mine) {
    Database db = databases.open(DatabaseOptions.defaults().onConnection(this::hook));
    db.write(tx -> tx.execute("create table t(a)"));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var line = new BlocksInLine(db, false);
      for (int i = 0; i < BLOCKS; i++) {
        int block = i;
        line.add(tx -> {
          tx.execute("insert into t values (?)", block);
          next.set(mine);
        });
      }
      List<@Nullable Throwable> failures = line.run().failures();
      next.set(null);
      db.write(tx -> tx.execute("insert into t values (-1)"));
      List<Long> stored = db.read(tx -> tx.query("select a from t").asLong().list());
      for (int i = 0; i < BLOCKS; i++) {
        assertThat(failures.get(i)).as("block %d", i).isInstanceOf(RuntimeException.class);
        assertThat(stored).doesNotContain((long) i);
        requireCause(failures.get(i), mine);
      }
      if (thrown.getAndSet(0) == 1) {
        return;
      }
    }
    throw new AssertionError("In %d attempts the blocks never shared a commit".formatted(ATTEMPTS));
  }

  private static void requireCause(@Nullable Throwable failure, Throwable mine) {
    assertThat(root(failure)).isSameAs(mine);
    assertThat(failure)
        .as("the hook made SQLite undo the transaction, so that the outcome is known")
        .isInstanceOf(DatabaseException.Constraint.class);
  }

  private static @Nullable Throwable root(@Nullable Throwable failure) {
    Throwable root = failure;
    while (root != null && root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
