package dev.tektite.benchmarks.process;

import dev.tektite.benchmarks.contender.Order;
import dev.tektite.benchmarks.contender.Reply;
import dev.tektite.benchmarks.suite.Contender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The running processes of all contenders. *One thread at a time.*
public final class Contenders implements AutoCloseable {

  private static final String PACKAGE = "dev.tektite.benchmarks.";

  private final Map<Contender, ChildProcess> processes = new EnumMap<>(Contender.class);
  private final Map<Contender, String> versions = new EnumMap<>(Contender.class);

  /// Starts all contenders, each with a folder of its own, and waits until their files are made.
  public static Contenders start(Layout layout, TemporaryFolder files) throws IOException {
    Path program = new CProgram(layout).executable();
    Contenders contenders = new Contenders();
    try {
      contenders.launch(Contender.C, List.of(program.toString()), files);
      contenders.launch(Contender.PEER, java("peer.PeerMain"), files);
      contenders.launch(Contender.TEKTITE, java("tektite.TektiteMain"), files);
      contenders.processes.forEach(
          (who, process) -> contenders.versions.put(who, process.awaitReady()));
      return contenders;
    } catch (RuntimeException | IOException e) {
      contenders.close();
      throw e;
    }
  }

  /// Lets one contender do a case.
  ///
  /// @throws BenchmarkFailure if it cannot
  public Reply ask(Contender contender, Order order) {
    return process(contender).ask(order.line());
  }

  /// What a contender consists of, as it says itself.
  public String version(Contender contender) {
    return versions.getOrDefault(contender, "");
  }

  /// Measures what one flush costs in the file system of the databases.
  ///
  /// @param flushes of each kind; their median counts
  /// @return nanoseconds for `fsync` after appending; the extra numbers `fdatasync` and `overwrite`
  ///   are those of the cheaper ways
  public Reply measureSync(int flushes) {
    return process(Contender.C).ask("sync " + flushes);
  }

  private ChildProcess process(Contender contender) {
    return Objects.requireNonNull(
        processes.get(contender), () -> contender.title() + " has not been started");
  }

  private void launch(Contender contender, List<String> command, TemporaryFolder files)
      throws IOException {
    List<String> withFolder = new ArrayList<>(command);
    withFolder.add(files.folder(contender.title()).toString());
    processes.put(contender, ChildProcess.start(contender.title(), withFolder));
  }

  /// A JVM like this one, with the same class path and the same library of SQLite.
  private static List<String> java(String main) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    String library = System.getProperty("dev.tektite.sqlite.library");
    if (library != null) {
      command.add("-Ddev.tektite.sqlite.library=" + library);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), PACKAGE + main));
    return command;
  }

  @Override
  public void close() {
    processes.values().forEach(ChildProcess::close);
  }
}
