package dev.tektite.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/// The events about blocks. Short ones are left out unless the recording says otherwise.
final class BlockEvents {
  private BlockEvents() {}

  /// What all blocks tell.
  @StackTrace(false)
  abstract static class Block extends Event {
    @Label("Database")
    String file = "";

    @Label("Kind")
    String kind = "";

    @Label("Label")
    @Description("The name that its caller gave the block")
    @Nullable String label;

    @Label("Waited")
    @Timespan(Timespan.NANOSECONDS)
    long waited;

    @Label("Ran")
    @Timespan(Timespan.NANOSECONDS)
    long ran;

    @Label("Rows Read")
    long rowsRead;

    @Label("Outcome")
    String outcome = "";
  }

  @Name("dev.tektite.Read")
  @Label("Read Block")
  @Category("Tektite")
  @Description("A block that reads, from the call to its end")
  @Threshold("10 ms")
  static final class Read extends Block {}

  @Name("dev.tektite.Write")
  @Label("Write Block")
  @Category("Tektite")
  @Description("A block that writes, from the call until it was stored")
  @Threshold("10 ms")
  static final class Write extends Block {
    @Label("Committed")
    @Description("From the end of the block until it was stored")
    @Timespan(Timespan.NANOSECONDS)
    long committed;

    @Label("Rows Changed")
    long rowsChanged;

    @Label("Runs")
    int runs;
  }

  @Name("dev.tektite.Wait")
  @Label("Wait")
  @Category("Tektite")
  @Description("A block that waited to begin: for its turn, a reader, other processes")
  @Threshold("10 ms")
  @StackTrace(false)
  static final class Wait extends Event {
    @Label("Database")
    String file = "";

    @Label("Kind")
    String kind = "";

    @Label("Label")
    @Nullable String label;
  }

  @Name("dev.tektite.SlowStatement")
  @Label("Slow Statement")
  @Category("Tektite")
  @Description("A statement, from its first step until its rows had been dealt with")
  @Threshold("20 ms")
  static final class SlowStatement extends Event {
    @Label("Database")
    String file = "";

    @Label("SQL")
    @Description("Its text, with ? in the place of literals")
    String sql = "";

    @Label("Rows Returned")
    long rowsReturned;

    @Label("Rows Scanned")
    @Description("Rows that it passed over in scans of whole tables, since it was compiled")
    long rowsScanned;
  }
}
