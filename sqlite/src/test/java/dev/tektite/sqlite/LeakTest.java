package dev.tektite.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A closed connection leaves nothing behind. SQLite's own memory, in which the binding keeps its
/// texts too, is counted to the byte, with the counters that a process can switch on before its
/// first connection; the process as a whole is measured beside it.
class LeakTest {
  @TempDir Path folder;

  /// Switches SQLite's memory counters on, which Tektite's library is built without.
  static void countMemory() throws Throwable {
    int memoryStatus = 9;
    var configure =
        Linker.nativeLinker()
            .downcallHandle(
                SymbolLookup.libraryLookup(Sqlite.libraryFile(), Arena.global())
                    .findOrThrow("sqlite3_config"),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
                Linker.Option.firstVariadicArg(1));
    int code = (int) configure.invokeExact(memoryStatus, 1);
    if (code != 0) {
      throw new IllegalStateException("SQLite has been used already: " + code);
    }
  }

  static final class Main {
    private static final int WARM_UP = 300;
    private static final int CYCLES = 1200;

    private Main() {}

    public static void main(String[] arguments) throws Throwable {
      countMemory();
      Path folder = Path.of(arguments[0]);
      for (int i = 0; i < WARM_UP; i++) {
        cycle(folder);
      }
      long bytes = Sqlite.counter(LibraryCounter.MEMORY_BYTES);
      long blocks = Sqlite.counter(LibraryCounter.ALLOCATIONS);
      int registrations = Registrations.size();
      long resident = residentBytes();
      for (int i = 0; i < CYCLES; i++) {
        cycle(folder);
      }
      System.out.println("bytes " + (Sqlite.counter(LibraryCounter.MEMORY_BYTES) - bytes));
      System.out.println("blocks " + (Sqlite.counter(LibraryCounter.ALLOCATIONS) - blocks));
      System.out.println("registrations " + (Registrations.size() - registrations));
      System.out.println("resident " + (residentBytes() - resident) / 1024 / 1024 + " MiB");
      System.out.println("files " + openFiles());
    }

    /// Uses everything, closes half of it and leaves the rest to the connection.
    private static void cycle(Path folder) throws IOException {
      var connection = Connection.open(folder.resolve("leak.db"), OpenMode.CREATE);
      connection.execute("pragma journal_mode = wal; pragma synchronous = off");
      register(connection);
      connection.execute(
          "drop table if exists t; create table t(id integer primary key, a collate c)");
      var session = Session.start(connection, "main");
      session.recordAll();
      var insert = connection.prepare("insert into t(a) values (?)");
      for (String text : new String[] {"short", "long".repeat(30_000), "naïve"}) {
        insert.bindAll(text);
        insert.run();
      }
      var select = connection.prepare("select f(a), g(a) over (), ? from t where a > 'b'");
      select.bindAll("text".repeat(100));
      select.step();
      fail(connection);
      Blob.openForReading(connection, "main", "t", "a", 1).read(ByteBuffer.allocate(3));
      session.changeset().inverted().forEach(Change::kind);
      connection.serialize().close();
      try (var other = Connection.openInMemory()) {
        other.deserialize(connection.serialize(), ImageMode.RESIZABLE);
        other.execute("select count(*) from sqlite_schema");
      }
      backUp(connection);
      connection.execute("begin; select * from t; insert into t values (9, 9)");
      connection.close();
    }

    private static void register(Connection connection) {
      connection.functions().scalar("f", 1, arguments -> arguments.asText(0));
      connection.functions().window("g", 1, Concatenation::new);
      connection.functions().collation("c", String::compareTo);
      connection.functions().missingCollation(name -> null);
      connection.hooks().authorizer(action -> Authorizer.Decision.ALLOW);
      connection.hooks().update((kind, schema, table, rowid) -> {});
      connection.hooks().commit(() -> true);
      connection.hooks().rollback(() -> {});
      connection.hooks().wal((schema, frames) -> {});
      connection.hooks().progress(100, () -> true);
      connection.hooks().trace(new Trace() {});
    }

    private static void fail(Connection connection) {
      try {
        connection.prepare("select nothing from nowhere");
        throw new AssertionError();
      } catch (DatabaseException e) {
        connection.functions().scalar("f", 0, arguments -> null);
      }
    }

    private static void backUp(Connection connection) {
      var target = Connection.openInMemory();
      var backup = Backup.start(connection, target);
      backup.step(1);
      target.close();
    }

    private static final class Concatenation implements WindowAggregate {
      private final StringBuilder texts = new StringBuilder();

      @Override
      public void add(Values arguments) {
        texts.append(arguments.asText(0));
      }

      @Override
      public void remove(Values arguments) {
        texts.delete(0, String.valueOf(arguments.asText(0)).length());
      }

      @Override
      public Object result() {
        return texts.toString();
      }
    }

    private static long residentBytes() throws IOException {
      String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ");
      return Long.parseLong(pages[1]) * 4096;
    }

    private static long openFiles() throws IOException {
      try (var files = Files.list(Path.of("/proc/self/fd"))) {
        return files.filter(file -> Files.isSymbolicLink(file)).filter(Main::isDatabase).count();
      }
    }

    private static boolean isDatabase(Path link) {
      try {
        return Files.readSymbolicLink(link).toString().contains("leak.db");
      } catch (IOException e) {
        return false; // the descriptor of the listing itself
      }
    }
  }

  @Test
  void nothingIsLeftOfClosedConnections() throws IOException, InterruptedException {
    assumeTrue(Files.exists(Path.of("/proc/self/statm")), "the process is measured through /proc");
    ChildJvm.Result result =
        new ChildJvm()
            .option("-Xms96m")
            .option("-Xmx96m")
            .option("-XX:+AlwaysPreTouch")
            .run(Main.class, folder.toString());
    assertThat(result.output())
        .contains("bytes 0\n", "blocks 0\n", "registrations 0\n", "files 0\n");
    String resident = result.output().replaceAll("(?s).*resident (-?\\d+) MiB.*", "$1");
    assertThat(Integer.parseInt(resident)).isLessThan(48);
  }
}
