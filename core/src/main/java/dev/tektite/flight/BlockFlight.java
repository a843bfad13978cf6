package dev.tektite.flight;

import dev.tektite.observe.BlockEvent;
import dev.tektite.observe.BlockStart;
import dev.tektite.sqlite.Statement;
import dev.tektite.sqlite.StatementCounter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;

/// One block on its way through the flight recorder.
///
/// *One thread at a time:* whoever has the block.
public final class BlockFlight {
  private final String file;
  private final BlockEvents.Block block;
  private final BlockEvents.Wait wait = new BlockEvents.Wait();
  private final Deque<Use> underWay = new ArrayDeque<>();

  /// A use of a statement that is under way.
  private record Use(Statement statement, BlockEvents.SlowStatement event) {}

  BlockFlight(String file, boolean writes) {
    this.file = file;
    this.block = writes ? new BlockEvents.Write() : new BlockEvents.Read();
    block.begin();
    wait.begin();
  }

  /// It has begun to run.
  public void began(BlockStart start) {
    wait.end();
    if (wait.shouldCommit()) {
      wait.file = file;
      wait.kind = start.kind().name();
      wait.label = start.label();
      wait.commit();
    }
  }

  /// A statement is about to be used.
  public void begins(Statement statement) {
    var event = new BlockEvents.SlowStatement();
    event.begin();
    underWay.push(new Use(statement, event));
  }

  /// The use of a statement is over.
  ///
  /// @param rows how many it gave
  /// @param shape takes the literals out of a text
  public void ends(Statement statement, long rows, UnaryOperator<String> shape) {
    while (!underWay.isEmpty()) {
      Use use = underWay.pop();
      if (use.statement() == statement) {
        use.event().end();
        if (use.event().shouldCommit()) {
          use.event().file = file;
          use.event().sql = shape.apply(statement.sql());
          use.event().rowsReturned = rows;
          use.event().rowsScanned = statement.counter(StatementCounter.FULL_SCAN_STEPS);
          use.event().commit();
        }
        return;
      }
    }
  }

  /// It is over.
  public void ended(BlockEvent event) {
    block.end();
    if (!block.shouldCommit()) {
      return;
    }
    block.file = file;
    block.kind = event.kind().name();
    block.label = event.label();
    block.waited = event.waited().toNanos();
    block.ran = event.ran().toNanos();
    block.rowsRead = event.rowsRead();
    block.outcome = event.outcome().name();
    if (block instanceof BlockEvents.Write write) {
      write.committed = event.committed().toNanos();
      write.rowsChanged = event.rowsChanged();
      write.runs = event.runs();
    }
    block.commit();
  }
}
