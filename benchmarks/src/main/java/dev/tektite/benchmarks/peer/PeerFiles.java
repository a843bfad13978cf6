package dev.tektite.benchmarks.peer;

import dev.tektite.benchmarks.contender.Item;
import dev.tektite.benchmarks.contender.Stored;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/// Creates, fills, counts and reads the peer's files.
final class PeerFiles {

  private PeerFiles() {}

  static void create(Path folder) throws SQLException {
    create(folder.resolve(Pools.FULL), Stored.ITEMS);
    create(folder.resolve(Pools.NORMAL), Stored.ITEMS);
    create(folder.resolve(Pools.SMALL), Stored.SMALL_ITEMS);
  }

  /// A connection without a pool.
  static Connection connect(Path file) throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource(Pools.pragmas(SynchronousMode.FULL));
    source.setUrl("jdbc:sqlite:" + file);
    return source.getConnection();
  }

  private static void create(Path file, int items) throws SQLException {
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      statement.execute(Stored.CREATE_ITEM);
      statement.execute(Stored.CREATE_ENTRY);
      insertAll(connection, Stored.INSERT_ITEM, Stored.items(items).toList());
    }
  }

  /// Inserts rows in one transaction, in batches of 1 000.
  static void insertAll(Connection connection, String sql, List<Item> items) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      int waiting = 0;
      for (Item item : items) {
        bind(insert, item);
        insert.addBatch();
        if (++waiting % 1_000 == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
      connection.commit();
    } finally {
      connection.setAutoCommit(true);
    }
  }

  static void bind(PreparedStatement insert, Item item) throws SQLException {
    insert.setString(1, item.name());
    insert.setString(2, item.category());
    insert.setDouble(3, item.price());
    insert.setInt(4, item.quantity());
  }

  static Item item(ResultSet row) throws SQLException {
    return new Item(
        row.getLong(1), row.getString(2), row.getString(3), row.getDouble(4), row.getInt(5));
  }

  static void clearEntries(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(Stored.CLEAR_ENTRIES);
    }
  }

  /// Checks that all rows that were acknowledged are stored.
  ///
  /// @throws IllegalStateException if there are more or fewer
  static void verify(Connection connection, long acknowledged) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery(Stored.COUNT_ENTRIES)) {
      if (!count.next() || count.getLong(1) != acknowledged) {
        throw new IllegalStateException(
            acknowledged + " rows were acknowledged, but " + count.getLong(1) + " were found");
      }
    }
  }
}
