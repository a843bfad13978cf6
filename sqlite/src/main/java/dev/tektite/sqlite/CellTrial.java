package dev.tektite.sqlite;

/// Tries out how values lie in memory, on rows of every type: from the statement's own text, from a
/// table, and from a sorter.
final class CellTrial {
  private static final String TABLE =
      """
      create table trial(a integer, b text, c real, d blob, e, f text, g integer);
      insert into trial values (1234567890123, 'one Ångström', -2.5, x'00010203', null, 'text', -7),
        (-1, 'another, which is too long to lie in a register of any kind, whatever it is', 1e300,
         x'ff', null, 'é', 4294967296);
      """;
  private static final int COLUMNS = 7;

  private CellTrial() {}

  static boolean passes() {
    try (Connection connection = Connection.openInMemory()) {
      connection.execute(TABLE);
      return passes(connection, "select 77, 'of the text', 0.5, x'0a0b', null, 'again', -1")
          && passes(connection, "select * from trial")
          && passes(connection, "select * from trial order by f desc");
    }
  }

  private static boolean passes(Connection connection, String query) {
    try (Statement statement = connection.prepare(query)) {
      boolean expected = true;
      while (statement.step()) {
        expected &= Cell.lieAsExpected(statement.handle(), COLUMNS);
      }
      return expected;
    }
  }
}
