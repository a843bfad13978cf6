package dev.tektite.engine;

import dev.tektite.block.BlockConnection;
import dev.tektite.block.ConnectionFigures;
import dev.tektite.observe.DatabaseSize;
import dev.tektite.observe.DatabaseStatus;
import dev.tektite.observe.SubmitStatus;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.Statement;
import dev.tektite.wal.WalStatus;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gathers what the connections have counted, without waiting for any of them.
///
/// SQLite is compiled without a mutex for connections: only the thread that has a connection may
/// ask it. So idle readers are borrowed for a moment, the writer is asked by taking the turn if
/// nobody has it, and connections in use give their figures when their block ends; until then their
/// older figures count.
///
/// *Safe for any number of threads.*
final class Gauges {
  private static final int MOST_COUNTED = 1000;

  private final Writer writer;
  private final @Nullable ReaderPool readers;
  private final Closing closing;

  // Guarded by this.
  private IdentityHashMap<BlockConnection, ConnectionFigures> latest = new IdentityHashMap<>();
  private ConnectionFigures closed = ConnectionFigures.NONE;

  // A picture of the latest moment when the file could be asked.
  private volatile DatabaseSize size = new DatabaseSize(0, 0, 0);

  Gauges(Writer writer, @Nullable ReaderPool readers, Closing closing) {
    this.writer = writer;
    this.readers = readers;
    this.closing = closing;
  }

  /// A picture of this moment.
  ///
  /// @param links the connections that are open
  DatabaseStatus status(
      List<BlockConnection> links, int snapshots, SubmitStatus submit, @Nullable WalStatus log) {
    TurnQueue turns = writer.turns();
    Turn holder = turns.holder();
    var write =
        new DatabaseStatus.Writer(
            holder == null ? null : holder.describe(),
            turns.waiting(MOST_COUNTED),
            turns.blocks(),
            turns.commits());
    var read = readerStatus(snapshots);
    ConnectionFigures sum = figures(links);
    var statements = new DatabaseStatus.Statements(sum.statementHits(), sum.statementMisses());
    var cache =
        new DatabaseStatus.Cache(
            sum.cacheHits(),
            sum.cacheMisses(),
            sum.cacheWrites(),
            sum.cacheSpills(),
            sum.memoryBytes());
    return new DatabaseStatus(readers != null, write, read, submit, statements, cache, size, log);
  }

  private DatabaseStatus.Readers readerStatus(int snapshots) {
    ReaderPool pool = readers;
    if (pool == null) {
      return new DatabaseStatus.Readers(0, 0, 0, 0, "", snapshots);
    }
    List<Reader> open = pool.readers();
    return new DatabaseStatus.Readers(
        pool.size(),
        open.size(),
        (int) open.stream().filter(reader -> reader.borrower() != null).count(),
        pool.waiting(),
        pool.describeBorrowers(),
        snapshots);
  }

  /// The sum of all connections, of those that have been closed as well.
  ///
  /// @param links those that are open
  private synchronized ConnectionFigures figures(List<BlockConnection> links) {
    links.forEach(BlockConnection::figures); // says that they are wanted
    askIdle();
    var now = new IdentityHashMap<BlockConnection, ConnectionFigures>();
    links.forEach(link -> now.put(link, link.figures()));
    latest.forEach((link, figures) -> {
      if (!now.containsKey(link)) {
        closed = closed.plus(figures.withoutMemory());
      }
    });
    latest = now;
    return now.values().stream().reduce(closed, ConnectionFigures::plus);
  }

  /// Has the connections that nobody uses give their figures, and asks one of them for the size.
  private void askIdle() {
    boolean sized = false;
    if (readers != null) {
      for (Reader reader : readers.readers()) {
        sized |= askIfIdle(readers, reader, !sized);
      }
    }
    if (!writer.turns().isBusy()) {
      askWriter(!sized);
    }
    if (size.pageBytes() == 0 && readers != null) {
      askNew(readers);
    }
  }

  private boolean askIfIdle(ReaderPool pool, Reader reader, boolean forSize) {
    if (!reader.link().cancelWord().tryBegin()) {
      return false;
    }
    long now = System.nanoTime();
    reader.borrow(now);
    try {
      if (forSize) {
        reader.begin(pool.epoch(), now);
        size = sizeOf(reader.link());
      }
      return forSize;
    } catch (DatabaseException e) {
      return false; // whoever reads next meets it; a status is no place for errors
    } finally {
      pool.giveBack(reader);
    }
  }

  /// Opens a reader, or has one that is free just now: nothing is known yet.
  private void askNew(ReaderPool pool) {
    long now = System.nanoTime();
    try {
      Reader reader = pool.borrow(now, 0);
      try {
        reader.begin(pool.epoch(), now);
        size = sizeOf(reader.link());
      } finally {
        pool.giveBack(reader);
      }
    } catch (DatabaseException | IllegalStateException e) {
      // all are in use, or it is being closed
    }
  }

  private void askWriter(boolean forSize) {
    var turn = new Turn("status", true, System.nanoTime(), 0);
    try {
      writer.exclusively(
          turn,
          () -> {
            if (!closing.isClosed()) {
              size = writer.connection().<DatabaseSize>look(link -> forSize ? sizeOf(link) : size);
            }
          });
    } catch (DatabaseException e) {
      // somebody else has the turn by now, or another process the lock
    }
  }

  /// How large the database is that a connection sees. By the thread that has it.
  static DatabaseSize sizeOf(BlockConnection link) {
    return new DatabaseSize(
        ask(link, "pragma page_size"),
        ask(link, "pragma page_count"),
        ask(link, "pragma freelist_count"));
  }

  private static long ask(BlockConnection link, String pragma) {
    try (Statement statement = link.own(pragma)) {
      return statement.step() ? statement.columnLong(0) : 0;
    }
  }
}
