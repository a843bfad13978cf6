package dev.tektite.testkit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/// The last lines that a process wrote to its standard error, which is read all the time so that
/// the process never waits for it.
///
/// *Safe for any number of threads.*
final class ErrorTail {
  private static final int LINES = 200;

  private final Deque<String> lines = new ArrayDeque<>(); // guarded by itself
  private final Thread thread;

  ErrorTail(InputStream errors, String name) {
    thread = Thread.ofPlatform().daemon().name(name).start(() -> read(errors));
  }

  private void read(InputStream errors) {
    try (var reader = new BufferedReader(new InputStreamReader(errors, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      add("(its standard error could not be read further: " + e.getMessage() + ")");
    }
  }

  private void add(String line) {
    synchronized (lines) {
      if (lines.size() == LINES) {
        lines.removeFirst();
      }
      lines.addLast(line);
    }
  }

  /// What was written until the process ended; waits for that.
  String text() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }
}
