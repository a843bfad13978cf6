package dev.tektite.probe;

import dev.tektite.flight.Flight;
import dev.tektite.observe.BlockKind;
import dev.tektite.observe.BlockListener;
import dev.tektite.observe.BlockStart;
import dev.tektite.observe.CommitListener;
import dev.tektite.observe.Metrics;
import dev.tektite.observe.ObserveOptions;
import dev.tektite.observe.Profile;
import dev.tektite.observe.Subscription;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Everybody who looks on at the work of one database.
///
/// *Safe for any number of threads.*
public final class Observing {
  private final String file;
  private final @Nullable Meter meter;
  private final @Nullable Profiler profiler;
  private final CommitTeller commits = new CommitTeller(this::changesWanted);

  // Set under the lock; read by every block: the one field that it costs when nobody looks on.
  private volatile @Nullable Lookouts lookouts;

  /// @param file the name of the database in messages
  public Observing(String file, ObserveOptions options) {
    this.file = file;
    this.meter = options.metrics() ? new Meter() : null;
    this.profiler =
        options.profiledStatements() == 0 ? null : new Profiler(options.profiledStatements());
    SlowBlocks slow =
        options.slowBlocks() == null ? null : new SlowBlocks(file, options.slowBlocks());
    set(new Lookouts(options.listeners(), meter, slow, profiler, false));
  }

  private synchronized void set(Lookouts who) {
    lookouts = who.isNobody() ? null : who;
  }

  private Lookouts who() {
    Lookouts who = lookouts;
    return who == null ? Lookouts.NOBODY : who;
  }

  /// Whether nobody looks on, so that there is nothing to be noted.
  public boolean isIdle() {
    return lookouts == null && !Flight.wantsBlocks();
  }

  /// Begins to observe a block: asks the listeners whether it may run.
  ///
  /// @throws RuntimeException what a listener throws who refuses it
  public Operation begin(BlockKind kind, @Nullable String label) {
    return begin(who(), new BlockStart(kind, label));
  }

  private Operation begin(Lookouts who, BlockStart start) {
    boolean flies = start.kind() != BlockKind.MAINTENANCE && Flight.wantsBlocks();
    return Operation.begin(who, start, flies ? Flight.block(file, start.kind().writes()) : null);
  }

  /// As [#begin(BlockKind, String)], with the tables that the block reads being noted.
  public Operation beginNoting(BlockKind kind, @Nullable String label) {
    return begin(who().changes(true), new BlockStart(kind, label));
  }

  /// Does work on the file as a whole, which listeners may refuse, and are told.
  ///
  /// @param label which work it is
  public <T extends @Nullable Object> T maintain(String label, Supplier<? extends T> work) {
    return isIdle() ? work.get() : begin(BlockKind.MAINTENANCE, label).work(work);
  }

  /// Adds a listener, for blocks that begin from now on.
  public synchronized Subscription listen(BlockListener listener) {
    set(who().plus(listener));
    var ended = new AtomicBoolean();
    return () -> {
      if (!ended.getAndSet(true)) {
        remove(listener);
      }
    };
  }

  private synchronized void remove(BlockListener listener) {
    set(who().minus(listener));
  }

  /// Adds a listener for commits.
  public Subscription onCommit(CommitListener listener) {
    return commits.add(listener);
  }

  private synchronized void changesWanted(boolean wanted) {
    set(who().changes(wanted));
  }

  /// Where commits are told.
  public CommitTeller commits() {
    return commits;
  }

  /// What has been counted.
  ///
  /// @param stored how many commits have been stored
  /// @throws IllegalStateException if nothing is counted
  public Metrics metrics(long stored) {
    if (meter == null) {
      throw new IllegalStateException(
          "This database does not count its blocks: open it with DatabaseOptions.metrics(true)");
    }
    return meter.metrics(stored);
  }

  /// What statements have cost.
  ///
  /// @throws IllegalStateException if there is no profiler
  public Profile profile() {
    if (profiler == null) {
      throw new IllegalStateException(
          "This database has no profiler: open it with"
              + " DatabaseOptions.observing(ObserveOptions.none().profiledStatements(200))");
    }
    return profiler.profile();
  }

  /// Who is asked and told at the moment.
  public List<BlockListener> listeners() {
    return who().listeners();
  }
}
