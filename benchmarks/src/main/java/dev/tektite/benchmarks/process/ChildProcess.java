package dev.tektite.benchmarks.process;

import dev.tektite.benchmarks.contender.Reply;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The parent's side of the line protocol: a contender's process, which waits for a line whenever
/// it is not asked. *One thread at a time.*
final class ChildProcess implements AutoCloseable {

  /// Far more than any order takes; a contender that is silent for so long hangs.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration FAREWELL = Duration.ofSeconds(10);

  private final String title;
  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter orders;

  private ChildProcess(String title, Process process) {
    this.title = title;
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
  }

  /// Starts a process; what it writes to standard error appears on this one's.
  static ChildProcess start(String title, List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      return new ChildProcess(title, process);
    } catch (IOException e) {
      throw new BenchmarkFailure(
          title + " could not be started by " + command.getFirst() + ": " + e.getMessage(), e);
    }
  }

  /// Waits until the process has made its files, and returns what it says about its versions.
  String awaitReady() {
    return after("ready ", answer());
  }

  /// Sends a line and waits for the reply.
  Reply ask(String line) {
    try {
      orders.write(line);
      orders.newLine();
      orders.flush();
    } catch (IOException e) {
      throw new BenchmarkFailure(title + " has ended; it was to do: " + line, e);
    }
    return Reply.parse("ok " + after("ok ", answer()));
  }

  private String after(String start, String answer) {
    if (!answer.startsWith(start)) {
      throw new BenchmarkFailure(
          title
              + ": "
              + (answer.startsWith("error ")
                  ? answer.substring(6)
                  : "unexpected answer: " + answer));
    }
    return answer.substring(start.length());
  }

  private String answer() {
    CompletableFuture<String> line =
        CompletableFuture.supplyAsync(this::readLine, task -> Thread.ofVirtual().start(task));
    try {
      return line.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      process.destroyForcibly();
      String reason =
          e.getCause() instanceof TimeoutException
              ? "no answer for " + PATIENCE.toSeconds() + " seconds"
              : String.valueOf(e.getCause());
      throw new BenchmarkFailure(title + ": " + reason, e);
    }
  }

  private String readLine() {
    try {
      String line = answers.readLine();
      return line == null ? "error the process has ended" : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends the process: kindly at first.
  @Override
  public void close() {
    try {
      orders.close();
      if (process.waitFor(FAREWELL)) {
        return;
      }
    } catch (IOException e) {
      // The process is gone already: nothing is left to say.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
