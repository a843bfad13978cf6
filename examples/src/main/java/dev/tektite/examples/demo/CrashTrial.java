package dev.tektite.examples.demo;

import dev.tektite.Database;
import dev.tektite.sql.ReadTx;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Kills a process in the middle of acknowledged writes, reopens its file, and counts.
final class CrashTrial {
  private CrashTrial() {}

  /// What was found.
  ///
  /// @param acknowledged how many blocks `write` had returned from before the process died
  /// @param found how many blocks are stored; those may be more, since the process may have died
  ///   between the commit and its acknowledgement
  /// @param lost how many were acknowledged and are not stored
  /// @param halves how many are stored in part
  /// @param integrity what SQLite's own checks say: `ok`, or what is wrong
  record Outcome(long acknowledged, long found, long lost, long halves, String integrity) {
    boolean isGood() {
      return acknowledged > 0 && lost == 0 && halves == 0 && integrity.equals("ok");
    }
  }

  /// Lets a child write until it has acknowledged so many blocks, then kills it.
  ///
  /// @param file a database that does not exist yet
  static Outcome run(Path file, long acknowledgements) throws IOException, InterruptedException {
    BitSet acknowledged = new BitSet();
    Process child = start(file);
    try (var answers = new DataInputStream(new BufferedInputStream(child.getInputStream()))) {
      listen(answers, acknowledged, acknowledgements);
      if (!child.isAlive()) {
        throw new IllegalStateException(
            "The child ended by itself, with exit code " + child.exitValue());
      }
      child.toHandle().destroyForcibly(); // unlike the process's own, leaves its answers readable
      listen(answers, acknowledged, Long.MAX_VALUE); // what it had said before it died
    } finally {
      child.destroyForcibly().waitFor();
    }
    try (Database db = Database.open(file)) {
      return db.read(tx -> count(tx, acknowledged));
    }
  }

  private static Process start(Path file) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    String library = System.getProperty("dev.tektite.sqlite.library");
    if (library != null) {
      command.add("-Ddev.tektite.sqlite.library=" + library);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(CrashChild.class.getName(), file.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static void listen(DataInputStream answers, BitSet acknowledged, long wanted)
      throws IOException {
    try {
      for (long i = 0; i < wanted; i++) {
        acknowledged.set(Math.toIntExact(answers.readLong()));
      }
    } catch (EOFException _) {
      // the child is dead
    }
  }

  private static Outcome count(ReadTx tx, BitSet acknowledged) {
    BitSet found = new BitSet();
    tx.query("select number from block").asLong().forEach(n -> found.set(n.intValue()));
    long halves =
        tx.query("select count(*) from block where number not in (select number from half)")
            .asLong()
            .one();
    BitSet lost = (BitSet) acknowledged.clone();
    lost.andNot(found);
    return new Outcome(
        acknowledged.cardinality(),
        found.cardinality(),
        lost.cardinality(),
        halves,
        Integrity.of(tx));
  }
}
