package dev.tektite.block;

import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.Statement;
import dev.tektite.sqlite.StatementCache;

/// A connection on which blocks run one after another, with its statements.
///
/// *One thread at a time:* the thread that has been given the connection; [#cancelWord()] is for
/// all.
public final class BlockConnection implements AutoCloseable {
  private final Connection connection;
  private final StatementCache cache;
  private final Guard guard;
  private final CancelWord cancelWord = new CancelWord();

  // Only by the thread that has the connection.
  private boolean untidy;

  // Set by whoever wants to know, cleared by the thread that has the connection.
  private volatile boolean figuresWanted;
  // Written by the thread that has the connection; read by anybody.
  private volatile ConnectionFigures figures = ConnectionFigures.NONE;

  /// Takes over a connection.
  ///
  /// @param statements how many compiled statements to keep
  public BlockConnection(Connection connection, int statements) {
    this.connection = connection;
    this.cache = new StatementCache(connection, statements);
    this.guard = new Guard(connection);
  }

  /// The connection below.
  public Connection connection() {
    return connection;
  }

  /// The compiled statements.
  public StatementCache cache() {
    return cache;
  }

  /// What may be done in blocks on this connection.
  public Guard guard() {
    return guard;
  }

  /// The word by which a running block is stopped.
  public CancelWord cancelWord() {
    return cancelWord;
  }

  /// Compiles a statement of the engine's own, kept until the connection is closed.
  public Statement own(String sql) {
    guard.engine(true);
    try {
      return connection.prepare(sql);
    } finally {
      guard.engine(false);
    }
  }

  /// Runs a statement of the engine's own to its end.
  ///
  /// @throws DatabaseException if it fails
  public void run(Statement own) {
    guard.engine(true);
    try {
      own.run();
    } finally {
      guard.engine(false);
    }
  }

  /// Runs a script of the engine's own.
  public void run(String script) {
    guard.engine(true);
    try {
      connection.execute(script);
    } finally {
      guard.engine(false);
    }
  }

  /// Notes that a block has ended with a statement under way, which the end of the stack can bring
  /// about: what that statement sees stays pinned.
  void leftUntidy() {
    untidy = true;
  }

  /// Whether a block has left a statement under way, so that the connection is to be replaced.
  public boolean isUntidy() {
    return untidy;
  }

  /// Ends what a block has left under way, where the connection is to be kept.
  public void tidyUp() {
    if (untidy) {
      cache.discardUnfinished();
      untidy = false;
    }
  }

  /// Whether a foreign key of the open transaction has no target yet.
  public boolean hasDeferredViolations() {
    return connection.deferredForeignKeys();
  }

  /// What the connection counted when it was asked last, and asks for newer figures. Only the
  /// thread that has the connection may ask SQLite, which has no mutex of its own here: so the
  /// figures are those of the latest block that ended after somebody wanted to know.
  public ConnectionFigures figures() {
    figuresWanted = true;
    return figures.withStatements(cache.hits(), cache.misses());
  }

  /// Takes note of the figures, if somebody has asked for them. By the thread that has the
  /// connection, before it gives it away.
  public void giveFiguresIfWanted() {
    if (figuresWanted) {
      figuresWanted = false;
      figures = ConnectionFigures.of(connection, figures);
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
