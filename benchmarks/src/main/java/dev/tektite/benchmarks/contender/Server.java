package dev.tektite.benchmarks.contender;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The child's side of the line protocol: reads orders from standard input and answers each with
/// one line. *One thread at a time.*
///
/// Between two orders the process waits in a read, so that it costs the next contender nothing.
public final class Server {

  private final Map<String, CaseBody> cases;
  private final BufferedReader orders =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private final PrintStream answers =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

  /// @param cases what this contender can do, by name
  public Server(Map<String, CaseBody> cases) {
    this.cases = Map.copyOf(cases);
    System.setOut(System.err);
  }

  /// Says that the files are there, then obeys until the input ends or says `quit`.
  ///
  /// @param version what takes part, shown in the head of the report
  public void serve(String version) throws IOException {
    answers.println("ready " + version);
    String line = orders.readLine();
    while (line != null && !line.equals("quit")) {
      answers.println(answer(line));
      line = orders.readLine();
    }
  }

  @SuppressWarnings(
      "CatchAndPrintStackTrace") // The parent process shows what a child writes to standard error.
  private String answer(String line) {
    try {
      Order order = Order.parse(line);
      @Nullable CaseBody body = cases.get(order.name());
      return body == null ? "error no case has the name " + order.name() : body.run(order).line();
    } catch (Exception e) {
      e.printStackTrace();
      return "error " + e.toString().lines().findFirst().orElse("");
    }
  }
}
