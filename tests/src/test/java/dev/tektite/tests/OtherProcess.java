package dev.tektite.tests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Another process that has the same database open: a JVM with [SqlChild], or the `sqlite3` command
/// line. It does what a line says and answers with lines, of which the last begins with `ok`.
///
/// *One thread at a time.*
public final class OtherProcess implements AutoCloseable {
  private static final String LIBRARY = "dev.tektite.sqlite.library";

  private final Process process;
  private final BufferedReader answers;
  private final Writer orders;
  private final String afterEachLine;

  private OtherProcess(List<String> command, String afterEachLine) {
    this.afterEachLine = afterEachLine;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + command.getFirst(), e);
    }
    answers = process.inputReader(StandardCharsets.UTF_8);
    orders = process.outputWriter(StandardCharsets.UTF_8);
  }

  /// A JVM with a connection of its own.
  public static OtherProcess jvm(Path file) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m"));
    String library = System.getProperty(LIBRARY);
    if (library != null) {
      command.add("-D%s=%s".formatted(LIBRARY, library));
    }
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            SqlChild.class.getName(),
            file.toString()));
    var child = new OtherProcess(command, "");
    child.answer();
    return child;
  }

  /// The command line of SQLite, which never checkpoints here: old versions may damage the log when
  /// they do so beside a writer.
  public static OtherProcess commandLine(Path file) {
    var child = new OtherProcess(List.of("sqlite3", "-batch", file.toString()), "\nselect 'ok';");
    child.ask("pragma wal_autocheckpoint = 0;");
    child.ask(".timeout 5000");
    return child;
  }

  /// Whether the command line is installed.
  public static boolean hasCommandLine() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "sqlite3")));
  }

  /// Lets it do what a line says, and waits for the answer.
  ///
  /// @return the rows, and at last what follows `ok`
  public List<String> ask(String line) {
    order(line);
    return answer();
  }

  /// Lets it do what a line says, without waiting.
  public void order(String line) {
    try {
      orders.write(line + afterEachLine + "\n");
      orders.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("The other process has ended; it was to do: " + line, e);
    }
  }

  /// Waits for the answer to an order.
  ///
  /// @return the rows, and at last what follows `ok`
  public List<String> answer() {
    List<String> lines = new ArrayList<>();
    while (true) {
      String line = nextLine();
      if (line.startsWith("ok")) {
        lines.add(line.substring(2).strip());
        return lines;
      }
      if (line.startsWith("error")) {
        throw new AssertionError("The other process failed: " + line);
      }
      lines.add(line);
    }
  }

  /// The next line that it writes.
  public String nextLine() {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw new AssertionError("The other process has ended");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException("The other process cannot be heard", e);
    }
  }

  @Override
  public void close() {
    try {
      orders.close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        throw new AssertionError("The other process does not end");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The other process has ended before", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
