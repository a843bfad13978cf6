package dev.tektite.tests;

import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.OpenMode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;

/// The main class of [OtherProcess#jvm(Path)]: runs the SQL of each line on a connection of its
/// own, and answers with a line for each row and a last one, `ok` with the milliseconds it took.
///
/// `spin` increments the table `counter` in commits of its own, writing each number that has been
/// stored, until the next line comes; now and then it changes the schema or cuts the log.
final class SqlChild {
  private static final int BUSY_MILLIS = 1000;
  private static final int RARELY = 64;

  private final Connection connection;
  private final BufferedReader in =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final Random random = new Random(42);

  private SqlChild(Connection connection) {
    this.connection = connection;
  }

  public static void main(String[] args) throws IOException {
    try (Connection connection = Connection.open(Path.of(args[0]), OpenMode.READ_WRITE)) {
      connection.busyTimeout(BUSY_MILLIS);
      new SqlChild(connection).serve();
    }
  }

  private void serve() throws IOException {
    out.println("ok");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      long startedAt = System.nanoTime();
      try {
        if (line.equals("spin")) {
          spin();
        } else {
          run(line);
        }
        out.println("ok " + (System.nanoTime() - startedAt) / 1_000_000);
      } catch (DatabaseException e) {
        out.println("error " + e.getMessage());
      }
    }
  }

  private void run(String sql) {
    connection.forEachStatement(
        sql,
        statement -> {
          while (statement.step()) {
            var row = new StringBuilder();
            for (int i = 0; i < statement.columnCount(); i++) {
              row.append(i == 0 ? "" : "|").append(statement.columnText(i));
            }
            out.println(row);
          }
        });
  }

  private void spin() throws IOException {
    try (var increment = connection.prepare("update counter set n = n + 1 returning n")) {
      while (!in.ready() && !out.checkError()) {
        if (!increment.step()) {
          throw new IOException("The table counter has no row");
        }
        long stored = increment.columnLong(0);
        increment.step();
        increment.reset();
        out.println(stored);
        if (random.nextInt(RARELY) == 0) {
          disturb();
        }
      }
    } catch (DatabaseException.Busy e) {
      if (!in.ready()) {
        spin();
      }
    }
  }

  private void disturb() {
    try {
      if (random.nextBoolean()) {
        connection.execute("create table other(a); drop table other");
      } else {
        connection.execute("pragma wal_checkpoint(truncate)");
      }
    } catch (DatabaseException.Busy e) {
      out.flush(); // the next one may succeed
    }
  }
}
