package dev.tektite.flight;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/// The events that are not about one block, and the question whether anybody records.
///
/// *Safe for any number of threads.*
final class RecorderEvents {
  private static final BlockEvents.Read READ = new BlockEvents.Read();
  private static final BlockEvents.Write WRITE = new BlockEvents.Write();
  private static final BlockEvents.Wait WAIT = new BlockEvents.Wait();
  private static final BlockEvents.SlowStatement STATEMENT = new BlockEvents.SlowStatement();

  private RecorderEvents() {}

  static boolean isAvailable() {
    return FlightRecorder.isAvailable();
  }

  static boolean wantsBlocks() {
    return READ.isEnabled() || WRITE.isEnabled() || WAIT.isEnabled() || STATEMENT.isEnabled();
  }

  @Name("dev.tektite.Commit")
  @Label("Commit")
  @Category("Tektite")
  @Description("A COMMIT that was stored, from its beginning to its end")
  @Threshold("10 ms")
  @StackTrace(false)
  static final class Commit extends Event {
    @Label("Database")
    String file = "";

    @Label("Sequence")
    @Description("Which commit of this open database it is")
    long sequence;

    @Label("Blocks")
    @Description("How many blocks share it")
    int blocks;
  }

  static @Nullable Commit beginCommit() {
    var event = new Commit();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  static void endCommit(Object token, String file, long sequence, int blocks) {
    if (token instanceof Commit event && event.shouldCommit()) {
      event.file = file;
      event.sequence = sequence;
      event.blocks = blocks;
      event.commit();
    }
  }

  @Name("dev.tektite.Checkpoint")
  @Label("Checkpoint")
  @Category("Tektite")
  @Description("Frames of the log copied into the database")
  @Threshold("1 ms")
  @StackTrace(false)
  static final class Checkpoint extends Event {
    @Label("Database")
    String file = "";

    @Label("Mode")
    String mode = "";

    @Label("Log Frames")
    long logFrames;

    @Label("Copied Frames")
    long copiedFrames;
  }

  static @Nullable Checkpoint beginCheckpoint() {
    var event = new Checkpoint();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  static void endCheckpoint(
      Object token, String file, String mode, long logFrames, long copiedFrames) {
    if (token instanceof Checkpoint event && event.shouldCommit()) {
      event.file = file;
      event.mode = mode;
      event.logFrames = logFrames;
      event.copiedFrames = copiedFrames;
      event.commit();
    }
  }

  @Name("dev.tektite.Backup")
  @Label("Backup")
  @Category("Tektite")
  @Description("A copy of a database in use")
  @StackTrace(false)
  static final class Backup extends Event {
    @Label("Database")
    String file = "";

    @Label("Target")
    String target = "";

    @Label("Size")
    @DataAmount
    long bytes;

    @Label("Succeeded")
    boolean succeeded;
  }

  static @Nullable Backup beginBackup() {
    var event = new Backup();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  static void endBackup(Object token, String file, String target, long bytes, boolean succeeded) {
    if (token instanceof Backup event && event.shouldCommit()) {
      event.file = file;
      event.target = target;
      event.bytes = bytes;
      event.succeeded = succeeded;
      event.commit();
    }
  }
}
