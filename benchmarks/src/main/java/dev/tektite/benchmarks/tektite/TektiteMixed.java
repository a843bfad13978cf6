package dev.tektite.benchmarks.tektite;

import dev.tektite.Database;
import dev.tektite.benchmarks.contender.CaseBody;
import dev.tektite.benchmarks.contender.Crowd;
import dev.tektite.benchmarks.contender.Order;
import dev.tektite.benchmarks.contender.Repeat;
import dev.tektite.benchmarks.contender.Reply;
import dev.tektite.benchmarks.contender.Stored;
import dev.tektite.benchmarks.contender.UnderWrites;
import java.util.Map;

/// Reading while others write, and the whole life of a database.
final class TektiteMixed {

  private static final int WRITERS = 64;

  private final Databases databases;

  TektiteMixed(Databases databases) {
    this.databases = databases;
  }

  Map<String, CaseBody> cases() {
    return Map.of(
        "read-p99-under-writes", this::readUnderWrites, "open-query-close", this::openQueryClose);
  }

  private Reply readUnderWrites(Order order) throws Exception {
    Database database = databases.durable(order);
    TektiteWrites.clear(database);
    Crowd.Work work =
        (member, turn) -> {
          TektiteWrites.insert(database, Stored.sample(turn));
          return 1;
        };
    Crowd writers = Crowd.start(Thread.ofVirtual(), WRITERS, order.nanos(), work);
    Reply done = UnderWrites.read(order, writers, id -> TektiteReads.read(database, id));
    TektiteWrites.verify(database, done.extra("acknowledged"));
    return done;
  }

  private Reply openQueryClose(Order order) throws Exception {
    return Repeat.until(
        order,
        1,
        () -> {
          try (Database database = databases.fresh()) {
            return TektiteReads.read(database, Stored.SMALL_ITEMS).sum();
          }
        });
  }
}
