package dev.tektite.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where the library comes from: the property, else the bundled one, else the system's.
class LibraryTest {
  @TempDir Path folder;

  static final class Main {
    private Main() {}

    public static void main(String[] arguments) {
      try (var connection = Connection.openInMemory()) {
        connection.execute("create table t(a); begin");
        System.out.println("version " + Sqlite.version());
        System.out.println("file " + Sqlite.libraryFile());
        WalSnapshot.take(connection, "main");
      } catch (UnsupportedOperationException e) {
        System.out.println("unsupported " + e.getMessage());
      } catch (DatabaseException e) {
        System.out.println("refused " + e.getMessage());
      } catch (LinkageError e) {
        System.out.println("unlinked " + e.getMessage());
      }
    }
  }

  @Test
  void theBundledOneIsExtractedOnceUnderItsChecksum() throws IOException, InterruptedException {
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", folder.toString());
    for (int i = 0; i < 2; i++) {
      assertThat(new ChildJvm(environment).run(Main.class).output())
          .contains("version 3.", "file " + folder.resolve("tektite"), "refused");
      try (Stream<Path> files = Files.list(folder.resolve("tektite"))) {
        assertThat(files)
            .singleElement()
            .asString()
            .matches(".*tektite-sqlite-[0-9a-f]{64}\\.[a-z]+");
      }
    }
  }

  @Test
  void severalProcessesExtractAtOnce() throws IOException, InterruptedException {
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", folder.toString());
    var outputs = new String[3];
    var threads = new Thread[outputs.length];
    for (int i = 0; i < outputs.length; i++) {
      int own = i;
      threads[i] =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  outputs[own] = new ChildJvm(environment).run(Main.class).output();
                } catch (IOException | InterruptedException e) {
                  outputs[own] = e.toString();
                }
              });
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(outputs).allSatisfy(output -> assertThat(output).contains("version 3."));
  }

  @Test
  void thePropertyNamesAnother() throws IOException, InterruptedException {
    Path copy = folder.resolve("another.lib");
    Files.copy(Sqlite.libraryFile(), copy);
    assertThat(
            new ChildJvm().option("-Ddev.tektite.sqlite.library=" + copy).run(Main.class).output())
        .contains("version 3.", "file " + copy);
  }

  @Test
  void aFileThatCannotBeLoadedIsNamedTogetherWithTheProperty()
      throws IOException, InterruptedException {
    Path text = Files.writeString(folder.resolve("text.so"), "no library");
    assertThat(
            new ChildJvm().option("-Ddev.tektite.sqlite.library=" + text).run(Main.class).output())
        .contains("unlinked Cannot load SQLite's library " + text)
        .contains("noexec")
        .contains("dev.tektite.sqlite.library");
  }

  @Test
  void aCacheFolderThatCannotBeWrittenIsNamedTogetherWithTheProperty()
      throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    assertThat(new ChildJvm(Map.of("XDG_CACHE_HOME", file.toString())).run(Main.class).output())
        .contains("unlinked Cannot extract SQLite's library into " + file)
        .contains("dev.tektite.sqlite.library");
  }

  /// The library of the system may be older and lack functions: only their use fails.
  @Test
  void theSystemsIsTheLastResort() throws IOException, InterruptedException {
    String output =
        new ChildJvm().without("native").without("tektite-native").run(Main.class).output();
    if (output.contains("unlinked")) {
      assertThat(output).contains("the system has no SQLite", "dev.tektite.sqlite.library");
    } else {
      assertThat(output).contains("version 3.");
      assertThat(output).containsAnyOf("has no function sqlite3_snapshot_get", "refused");
    }
  }
}
