package dev.tektite.engine;

import dev.tektite.block.BlockConnection;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.Statement;

/// The connection that writes, with the engine's own statements on it.
///
/// *One thread at a time:* whoever has the turn.
record WriterLink(
    BlockConnection link,
    Statement begin,
    Statement commit,
    Statement rollback,
    Statement savepoint,
    Statement release,
    Statement rollbackTo) {

  static WriterLink on(Connection connection, int statements, String beginSql) {
    try {
      var link = new BlockConnection(connection, statements);
      var own =
          new WriterLink(
              link,
              link.own(beginSql),
              link.own("commit"),
              link.own("rollback"),
              link.own("savepoint tektite_block"),
              link.own("release tektite_block"),
              link.own("rollback to tektite_block"));
      connection.detach();
      return own;
    } catch (Throwable e) {
      connection.close();
      throw e;
    }
  }
}
