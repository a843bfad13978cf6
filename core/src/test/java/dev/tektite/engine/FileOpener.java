package dev.tektite.engine;

import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.OpenMode;
import java.nio.file.Path;

/// Opens connections to one file in WAL mode.
record FileOpener(Path file) implements Opener {
  @Override
  public Connection writer() {
    Connection connection = Connection.open(file, OpenMode.CREATE);
    connection.execute("pragma journal_mode = wal; pragma wal_autocheckpoint = 0");
    return connection;
  }

  @Override
  public Connection reader() {
    return Connection.open(file, OpenMode.READ_ONLY);
  }
}
