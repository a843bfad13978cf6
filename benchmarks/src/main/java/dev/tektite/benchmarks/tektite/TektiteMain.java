package dev.tektite.benchmarks.tektite;

import dev.tektite.benchmarks.contender.CaseBody;
import dev.tektite.benchmarks.contender.Server;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Tektite's process.
public final class TektiteMain {

  private TektiteMain() {}

  /// @param arguments the folder for the files, which exists and is empty
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Databases.create(folder);
    try (Databases databases = new Databases(folder)) {
      Map<String, CaseBody> cases = new HashMap<>();
      cases.putAll(new TektiteReads(databases).cases());
      cases.putAll(new TektiteWrites(databases).cases());
      cases.putAll(new TektiteMixed(databases).cases());
      cases.putAll(new TektiteHistory(folder).cases());
      new Server(cases).serve("SQLite " + databases.version());
    }
  }
}
