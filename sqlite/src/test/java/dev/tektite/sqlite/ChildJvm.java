package dev.tektite.sqlite;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A JVM of its own for what could end this one.
final class ChildJvm {
  private static final long TIMEOUT_SECONDS = 1200;

  /// How a child ended and what it wrote.
  record Result(int exitCode, String output) {}

  private final List<String> options = new ArrayList<>();
  private final Map<String, String> environment;
  private @Nullable File folder;
  private String classPath = System.getProperty("java.class.path");

  ChildJvm(Map<String, String> environment) {
    this.environment = environment;
    options.add("--enable-native-access=ALL-UNNAMED");
    options.add("-XX:-CreateCoredumpOnCrash");
    options.add("-XX:ErrorFile=/dev/stdout");
  }

  ChildJvm() {
    this(Map.of());
  }

  ChildJvm option(String option) {
    options.add(option);
    return this;
  }

  /// Runs it in a folder.
  ChildJvm directory(Path working) {
    folder = working.toFile();
    return this;
  }

  /// Leaves out of the class path what contains a text.
  ChildJvm without(String part) {
    List<String> kept = new ArrayList<>(List.of(classPath.split(File.pathSeparator)));
    kept.removeIf(entry -> entry.contains(part));
    classPath = String.join(File.pathSeparator, kept);
    return this;
  }

  Result run(Class<?> main, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(classPath);
    command.add(main.getName());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(folder);
    builder.environment().putAll(environment);
    Process process = builder.start();
    Thread watchdog =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                  process.destroyForcibly();
                }
              } catch (InterruptedException e) {
                process.destroyForcibly();
              }
            });
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = process.waitFor();
    watchdog.join();
    return new Result(exitCode, output);
  }
}
