package dev.tektite.tests.migration;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.testkit.process.ChildJvm;
import dev.tektite.testkit.process.ChildSupply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/// Rounds in which a process is killed (`kill -9`) at a random moment while it migrates the file
/// that it was told.
///
/// *One thread at a time.*
public final class MigrationKills implements AutoCloseable {
  private final Path old;
  private final Path work;
  private final Random random;
  private final List<String> before;
  private final List<String> after;
  private final ChildSupply children = new ChildSupply(2, MigratingChild.class);
  private final long wholeMicros;
  private int rounds;
  private int stayedOld;
  private int done;

  /// @param folder empty
  /// @param seed decides the moments
  public MigrationKills(Path folder, long seed) throws IOException {
    this.old = folder.resolve("old.db");
    this.work = folder.resolve("work.db");
    this.random = new Random(seed);
    Vault.make(old, Vault.OLD, DatabaseOptions.minimal());
    try (Database db = Database.open(old, DatabaseOptions.minimal())) {
      Vault.fill(db);
    }
    this.before = contents(old);
    Files.copy(old, work);
    this.after = migrated();
    Files.delete(work);
    this.wholeMicros = wholeMicros();
  }

  /// How long a process takes that is not killed.
  private long wholeMicros() throws IOException {
    Files.copy(old, work);
    try (ChildJvm child = children.take()) {
      long startedAt = System.nanoTime();
      child.send(work.toString());
      child.receive();
      long took = System.nanoTime() - startedAt;
      child.kill();
      contents(work); // empties the log
      Files.delete(work);
      return took / 1000;
    }
  }

  private static List<String> contents(Path file) {
    try (Database db = Database.open(file, DatabaseOptions.minimal())) {
      return db.read(Vault::contents);
    }
  }

  private List<String> migrated() {
    var options = DatabaseOptions.minimal().migrations(MigratingChild.SCHEMA);
    try (Database db = Database.open(work, options)) {
      return db.read(Vault::contents);
    }
  }

  /// Kills one process, and looks at its file.
  ///
  /// @throws AssertionError if the file is at neither version
  public void round() throws IOException {
    Files.copy(old, work);
    try (ChildJvm child = children.take()) {
      child.send(work.toString());
      Duration delay = Duration.ofNanos(1000 * random.nextLong(wholeMicros + wholeMicros / 8));
      done += child.killAfter(delay).isEmpty() ? 0 : 1;
    }
    List<String> found = contents(work);
    boolean isOld = found.equals(before);
    if (!isOld && !found.equals(after)) {
      throw new AssertionError("Round %d: %s is between the versions".formatted(rounds, work));
    }
    stayedOld += isOld ? 1 : 0;
    if (!migrated().equals(after)) {
      throw new AssertionError("Round %d: %s cannot be migrated".formatted(rounds, work));
    }
    Files.delete(work);
    rounds++;
  }

  /// How many rounds there were.
  public int rounds() {
    return rounds;
  }

  @Override
  public void close() {
    children.close();
  }

  @Override
  public String toString() {
    return "%d rounds of kill -9, after %d of which the database was old, %d of which came after the answer"
        .formatted(rounds, stayedOld, done);
  }
}
