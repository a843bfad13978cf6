package dev.tektite.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Records of an application that is a module, with Tektite as a module beside it.
class RecordsOfModulesTest {
  private static final Set<String> LIBRARIES =
      Set.of("org.jspecify", "HdrHistogram", "com.github.zafarkhaja.semver");

  private static final String APP =
      """
      package app;
      import dev.tektite.Database;
      import java.util.function.Supplier;
      public class App implements Supplier<String> {
        private record Hidden(long id, String name) {}
        @Override public String get() {
          try (var db = Database.inMemory()) {
            return db.read(tx -> tx.query("select 1 as id, 'Ada' as name")
                .into(RECORD.class).one().toString());
          } catch (IllegalArgumentException e) {
            return e.getMessage();
          }
        }
      }
      """;

  @TempDir Path folder;

  /// Compiles the application with one line more in its module-info, and runs it.
  private String run(String record, String line) throws Exception {
    write("module-info.java", "module app { requires dev.tektite; " + line + " }");
    write("app/App.java", APP.replace("RECORD", record));
    write("app/Shown.java", "package app; public record Shown(long id, String name) {}");
    Path classes = folder.resolve("classes");
    String modules = modulePath();
    int failed =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--module-path",
                modules,
                "-d",
                classes.toString(),
                folder.resolve("module-info.java").toString(),
                folder.resolve("app/App.java").toString(),
                folder.resolve("app/Shown.java").toString());
    assertThat(failed).isZero();
    return start(classes, modules);
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  /// What of the class path is a module of the project, or one that it needs.
  private static String modulePath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(RecordsOfModulesTest::isNeeded)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isNeeded(String entry) {
    Path path = Path.of(entry);
    boolean isModule = entry.endsWith(".jar") || Files.exists(path.resolve("module-info.class"));
    return isModule
        && ModuleFinder.of(path).findAll().stream()
            .map(module -> module.descriptor().name())
            .anyMatch(name -> name.startsWith("dev.tektite") || LIBRARIES.contains(name));
  }

  @SuppressWarnings("restricted") // the new layer is Tektite's own
  private static String start(Path classes, String modules) throws Exception {
    List<Path> paths =
        Arrays.stream(modules.split(File.pathSeparator)).map(Path::of).collect(Collectors.toList());
    paths.add(classes);
    ModuleLayer boot = ModuleLayer.boot();
    Configuration configuration =
        boot.configuration()
            .resolve(
                ModuleFinder.of(),
                ModuleFinder.of(paths.toArray(Path[]::new)),
                Set.of("app", "dev.tektite.natives"));
    ModuleLayer.Controller controller =
        ModuleLayer.defineModulesWithOneLoader(
            configuration, List.of(boot), ClassLoader.getPlatformClassLoader());
    ModuleLayer layer = controller.layer();
    controller.enableNativeAccess(layer.findModule("dev.tektite.sqlite").orElseThrow());
    controller.addExports(
        layer.findModule("app").orElseThrow(), "app", RecordsOfModulesTest.class.getModule());
    Object app = layer.findLoader("app").loadClass("app.App").getConstructor().newInstance();
    return ((Supplier<?>) app).get().toString();
  }

  @Test
  void aPrivateRecordOfAClosedPackageIsRefusedWithTheLineThatHelps() throws Exception {
    assertThat(run("Hidden", ""))
        .startsWith("The record app.App$Hidden is out of reach")
        .contains("'opens app to dev.tektite;' in the module-info of app");
  }

  @Test
  void aPrivateRecordOfAnOpenedPackageWorks() throws Exception {
    assertThat(run("Hidden", "opens app to dev.tektite;")).isEqualTo("Hidden[id=1, name=Ada]");
  }

  @Test
  void aPublicRecordOfAnExportedPackageWorks() throws Exception {
    assertThat(run("Shown", "exports app;")).isEqualTo("Shown[id=1, name=Ada]");
  }

  @Test
  void aPublicRecordOfAPackageThatIsNotExportedIsRefused() throws Exception {
    assertThat(run("Shown", "")).contains("opens app to dev.tektite;");
  }
}
