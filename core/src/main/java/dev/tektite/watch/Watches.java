package dev.tektite.watch;

import dev.tektite.engine.BlockLimits;
import dev.tektite.engine.Engine;
import dev.tektite.engine.Opener;
import dev.tektite.observe.CommitEvent;
import dev.tektite.observe.Subscription;
import dev.tektite.sql.ReadTx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The watches of one database.
///
/// *Safe for any number of threads.*
public final class Watches {
  private final Engine engine;
  private final String file;
  private final BlockLimits limits;
  private final ForeignCommits foreign;
  private final List<Watch<?>> watches = new CopyOnWriteArrayList<>();

  // Guarded by this.
  private @Nullable Subscription commits;

  /// @param file the name of the database in messages
  /// @param limits those of the queries
  /// @param opener opens a connection to see the commits of other processes, or `null` where that
  ///   cannot be done
  public Watches(Engine engine, String file, BlockLimits limits, @Nullable Opener opener) {
    this.engine = engine;
    this.file = file;
    this.limits = limits;
    this.foreign = new ForeignCommits(opener, engine.observing().commits());
  }

  /// Begins a watch.
  ///
  /// @param query run on a thread of the watch's own
  /// @param onChange given the results there
  /// @param onError given what either throws
  public <T extends @Nullable Object> Subscription watch(
      Function<? super ReadTx, ? extends T> query,
      Consumer<? super T> onChange,
      Consumer<? super Throwable> onError) {
    engine.requireOpen();
    var watch =
        new Watch<T>(
            () -> engine.readNoting(query, limits), onChange, onError, foreign, this::remove);
    add(watch);
    watch.start("tektite-watch of " + file);
    return watch;
  }

  private synchronized void add(Watch<?> watch) {
    watches.add(watch);
    if (commits == null) {
      commits = engine.observing().onCommit(this::tell);
      foreign.open();
    }
  }

  private void tell(CommitEvent commit) {
    for (Watch<?> watch : watches) {
      watch.committed(commit);
    }
  }

  private synchronized void remove(Watch<?> watch) {
    watches.remove(watch);
    if (watches.isEmpty() && commits != null) {
      commits.close();
      commits = null;
      foreign.close();
    }
  }

  /// Ends all watches, without waiting for results that are being delivered.
  public void endAll() {
    new ArrayList<>(watches).forEach(Watch::end);
  }

  /// How many there are.
  public int count() {
    return watches.size();
  }
}
