package dev.tektite.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A child JVM that runs a main class and exchanges lines with this process, until it is killed.
///
/// The child calls [ParentJvm#connect()] first. It runs with the class path of this JVM, may call
/// native code, and has this JVM's system properties whose names begin with `dev.tektite.`. It is
/// made to start quickly (serial collector, first compiler only), and never outlives its parent.
///
/// ```
///   parent                                child
///   start(Main.class)                     ParentJvm.connect()
///   awaitArrival()   <------ arrived ---- meet()
///   send("go")       -------------------> … returns "go"
///   receive()        <------- lines ----- send("17")
///   kill()                                dies
/// ```
///
/// A line that was received was sent as a whole: what the child had done before it sent the line
/// *was* done.
///
/// *One thread at a time.*
public final class ChildJvm implements AutoCloseable {
  static final String ARRIVED = "@arrived";

  private static final List<String> WITHOUT_CAPABILITIES =
      List.of("setpriv", "--inh-caps=-all", "--bounding-set=-all");

  private final String name;
  private final Process process;
  private final WholeLines lines;
  private final ErrorTail errors;

  private ChildJvm(String name, Process process) {
    this.name = name;
    this.process = process;
    this.lines = new WholeLines(process.getInputStream());
    this.errors = new ErrorTail(process.getErrorStream(), "errors of " + name);
  }

  /// Starts a child and does not wait for it.
  ///
  /// @param main a class with a `main` method, on the class path
  public static ChildJvm start(Class<?> main, String... arguments) {
    return start(List.of(), main, arguments);
  }

  /// Starts a child that the permissions of files bind even where this process may overrule them,
  /// as the superuser of Linux may: it runs without that capability, through `setpriv`.
  ///
  /// @param main a class with a `main` method, on the class path
  public static ChildJvm startBoundByPermissions(Class<?> main, String... arguments) {
    boolean superuser = "root".equals(System.getProperty("user.name"));
    return start(superuser ? WITHOUT_CAPABILITIES : List.of(), main, arguments);
  }

  private static ChildJvm start(List<String> wrapper, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>(wrapper);
    command.addAll(command());
    command.add(main.getName());
    command.addAll(List.of(arguments));
    try {
      return new ChildJvm(main.getSimpleName(), new ProcessBuilder(command).start());
    } catch (IOException e) {
      throw new UncheckedIOException("No child JVM can be started with " + command.getFirst(), e);
    }
  }

  private static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED"));
    for (String property : System.getProperties().stringPropertyNames()) {
      if (property.startsWith("dev.tektite.")) {
        command.add("-D%s=%s".formatted(property, System.getProperty(property)));
      }
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return command;
  }

  /// The child's process id.
  public long pid() {
    return process.pid();
  }

  /// Whether the child still runs.
  public boolean isAlive() {
    return process.isAlive();
  }

  /// Sends a line to the child.
  ///
  /// @throws IllegalStateException if the child has ended, with its standard error
  public void send(String line) {
    try {
      process.getOutputStream().write(WholeLines.bytes(line));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw ended(e);
    }
  }

  /// Waits for the next line of the child.
  ///
  /// @throws IllegalStateException if the child has ended, with its standard error
  public String receive() {
    String line = next();
    if (line == null) {
      throw ended(null);
    }
    return line;
  }

  private @Nullable String next() {
    try {
      return lines.next();
    } catch (IOException e) {
      throw ended(e);
    }
  }

  private IllegalStateException ended(@Nullable IOException cause) {
    destroy();
    return new IllegalStateException(
        "The child %s (process %d) ended by itself with exit code %d; its standard error ends with:%n%s"
            .formatted(name, pid(), process.exitValue(), errors.text()),
        cause);
  }

  /// Waits until the child stands in [ParentJvm#meet()].
  ///
  /// @return the lines that it sent before
  /// @throws IllegalStateException if the child has ended, with its standard error
  public List<String> awaitArrival() {
    List<String> before = new ArrayList<>();
    for (String line = receive(); !line.equals(ARRIVED); line = receive()) {
      before.add(line);
    }
    return before;
  }

  /// Kills the child at once, as `kill -9` does: nothing of it runs any more.
  ///
  /// @return the lines that it had sent and that had not been received yet
  /// @throws IllegalStateException if it had ended by itself, with its standard error
  public List<String> kill() {
    if (!isAlive()) {
      throw ended(null);
    }
    process.toHandle().destroyForcibly(); // unlike the process's own, leaves the lines readable
    List<String> rest = new ArrayList<>();
    for (String line = next(); line != null; line = next()) {
      rest.add(line);
    }
    destroy();
    return rest;
  }

  /// Kills the child after a while, in which this thread waits.
  ///
  /// @return as [#kill()]
  public List<String> killAfter(Duration delay) {
    long until = System.nanoTime() + delay.toNanos();
    for (long left = delay.toNanos(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
    return kill();
  }

  /// What the child wrote to its standard error, the last 200 lines; waits until it has ended.
  public String errors() {
    return errors.text();
  }

  /// Kills the child, if it still runs, and waits until it is gone.
  @Override
  public void close() {
    destroy();
  }

  private void destroy() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public String toString() {
    return "child %s, process %d, %s".formatted(name, pid(), isAlive() ? "alive" : "ended");
  }
}
