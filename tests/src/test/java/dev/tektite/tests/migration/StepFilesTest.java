package dev.tektite.tests.migration;

import static dev.tektite.testkit.DatabaseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.migration.Migrations;
import dev.tektite.migration.Step;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.TestDatabases;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Steps in files: their names, goose's marks, folders and the class path.
@ExtendWith(DatabaseExtension.class)
class StepFilesTest {
  private static final String GOOSE =
      """
      -- +goose Up
      create table kv(k text primary key, v text);
      -- +goose StatementBegin
      create trigger kept before delete on kv begin
        select raise(abort, 'kept; for ever');
      end;
      -- +goose StatementEnd

      -- +goose Down
      drop table kv;
      """;

  @TempDir Path folder;

  private static DatabaseOptions with(Migrations migrations) {
    return DatabaseOptions.defaults().migrations(migrations);
  }

  private static Step only(String name, String text) {
    return Migrations.files(Map.of(name, text)).steps().getFirst();
  }

  @EveryDatabase
  void goosesFilesAreRunUpToTheMarkOfTheWayBack(TestDatabases databases) {
    Migrations schema = Migrations.files(Map.of("001_init.sql", GOOSE));
    Database db = databases.open(with(schema));
    db.write(tx -> tx.execute("insert into kv values ('a', 'b')"));
    assertThatThrownBy(() -> db.write(tx -> tx.execute("delete from kv")))
        .hasMessageContaining("kept; for ever");
    assertThat(schema.steps().getFirst().toString()).isEqualTo("1.0.0 (init)");
    assertThat(schema.steps().getFirst().hasDown()).isTrue();
  }

  @Test
  void versionsAreReadFromNames() {
    assertThat(only("V1.2.0__add_email.sql", "select 1").toString()).isEqualTo("1.2.0 (add email)");
    assertThat(only("V7__x.sql", "select 1").version().toString()).isEqualTo("7.0.0");
    assertThat(only("V1_2__x.sql", "select 1").version().toString()).isEqualTo("1.2.0");
    assertThat(only("V2.0.0-rc.1__x.sql", "select 1").version().toString()).isEqualTo("2.0.0-rc.1");
    assertThat(only("20240131093000_x.sql", GOOSE).version().toString())
        .isEqualTo("20240131093000.0.0");
    assertThat(only("B3__all.sql", "select 1").kind()).isEqualTo(Step.Kind.BASELINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "init.sql",
        "V__x.sql",
        "V1_x.sql",
        "v1__x.sql",
        "R__views.sql",
        "V1.2.3.4__x.sql"
      })
  void aNameThatIsNotUnderstoodIsRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Migrations.files(Map.of(name, "select 1")))
        .withMessageContaining(name)
        .withMessageContaining("V1.2.0__add_email.sql");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table t(a);",
        "create table t(a);\n-- +goose Up\ncreate table u(a);",
        "-- +goose Down\ndrop table t;\n-- +goose Up\ncreate table t(a);",
        "-- +goose Up\n-- +goose Up\ncreate table t(a);",
        "-- +goose Up\n-- +goose StatementBegin\ncreate table t(a);",
        "-- +goose Up\n-- +goose StatementBegin\ncreate table t(a);\n-- +goose Down\n",
        "-- +goose Up\n-- +goose StatementEnd\ncreate table t(a);",
        "-- +goose NO TRANSACTION\n-- +goose Up\ncreate table t(a);",
        "-- +goose Up\n-- +goose Sideways\ncreate table t(a);"
      })
  void malformedMarksAreRefusedWithTheirLine(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Migrations.files(Map.of("001_init.sql", text)))
        .withMessageMatching("(?s)001_init.sql, line \\d+: .*");
  }

  @Test
  void onlyTheWayUpCounts() {
    String other = GOOSE.replace("drop table kv", "drop table if exists kv");
    assertThat(only("001_init.sql", other).checksum())
        .isEqualTo(only("001_init.sql", GOOSE).checksum());
  }

  @Test
  void aWayBackStandsInAFileOfItsOwnOrBelowAMark() {
    Map<String, String> files =
        Map.of("V1__t.sql", "create table t(a)", "U1__t.sql", "drop table t");
    assertThat(Migrations.files(files).steps().getFirst().hasDown()).isTrue();
    String marked = "-- +goose Up\ncreate table t(a);\n-- +goose Down\ndrop table t;";
    assertThat(only("V1__t.sql", marked).hasDown()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Migrations.files(Map.of("V1__t.sql", marked, "U1__t.sql", "drop table t")))
        .withMessageContaining("two ways back");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Migrations.files(Map.of("V1__t.sql", "select 1", "U2__t.sql", "select 1")))
        .withMessageContaining("there is none to version 2.0.0");
  }

  @Test
  void aFileWithoutAStatementIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Migrations.files(Map.of("V1__t.sql", "-- later;\n")))
        .withMessageContaining("V1__t.sql has no statement");
  }

  @EveryDatabase
  void aFolderIsRead(TestDatabases databases) throws IOException {
    Files.writeString(
        folder.resolve("002_more.sql"), "-- +goose Up\ninsert into kv values (1, 2);");
    Files.writeString(folder.resolve("001_init.sql"), "\ufeff" + GOOSE);
    Files.writeString(folder.resolve("README.md"), "no step");
    Files.createDirectories(folder.resolve("003_old.sql"));
    Database db = databases.open(with(Migrations.folder(folder)));
    assertThat(db).table("kv").hasRows(1);
  }

  @Test
  void aFolderThatIsMissingOrEmptyIsRefused() throws IOException {
    assertThatThrownBy(() -> Migrations.folder(folder.resolve("nowhere")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("nowhere");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Migrations.folder(folder))
        .withMessageContaining("There are no steps in");
    Files.write(folder.resolve("V1__x.sql"), new byte[] {'-', '-', (byte) 0xe4});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Migrations.folder(folder))
        .withMessageContaining("no UTF-8 text");
  }

  @EveryDatabase
  void theClassPathIsRead(TestDatabases databases) {
    Database db = databases.open(with(Migrations.classPath(StepFilesTest.class, "/shop-steps/")));
    assertThat(db).table("product").texts("name").containsExactly("pen");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Migrations.classPath(StepFilesTest.class, "nowhere"))
        .withMessageContaining("no folder nowhere");
  }

  @Test
  void aJarIsRead(TestDatabases databases) throws Exception {
    Path jar = folder.resolve("a jar.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        var entries = new JarOutputStream(out)) {
      entries.putNextEntry(new JarEntry("steps/"));
      entries.putNextEntry(new JarEntry("steps/001_init.sql"));
      entries.write(GOOSE.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      String own = StepFilesTest.class.getName().replace('.', '/') + "$InJar.class";
      entries.putNextEntry(new JarEntry(own));
      try (var in = StepFilesTest.class.getClassLoader().getResourceAsStream(own)) {
        in.transferTo(entries);
      }
    }
    try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      Class<?> anchor = loader.loadClass(StepFilesTest.class.getName() + "$InJar");
      Database db = databases.open(with(Migrations.classPath(anchor, "steps")));
      assertThat(db).table("kv").isEmpty();
      assertThat(List.of(anchor.getClassLoader())).containsExactly(loader);
    }
  }

  /// Stands in the jar of a test.
  public static final class InJar {}
}
