package dev.tektite.benchmarks.peer;

import com.zaxxer.hikari.HikariDataSource;
import dev.tektite.benchmarks.contender.CaseBody;
import dev.tektite.benchmarks.contender.Crowd;
import dev.tektite.benchmarks.contender.Order;
import dev.tektite.benchmarks.contender.Repeat;
import dev.tektite.benchmarks.contender.Reply;
import dev.tektite.benchmarks.contender.Stored;
import dev.tektite.benchmarks.contender.UnderWrites;
import java.util.Map;
import javax.sql.DataSource;

/// Reading while others write, and the whole life of a pool.
final class PeerMixed {

  private static final int WRITERS = 64;

  private final Pools pools;

  PeerMixed(Pools pools) {
    this.pools = pools;
  }

  Map<String, CaseBody> cases() {
    return Map.of(
        "read-p99-under-writes", this::readUnderWrites, "open-query-close", this::openQueryClose);
  }

  private Reply readUnderWrites(Order order) throws Exception {
    DataSource pool = pools.durable(order);
    PeerWrites.clear(pool);
    Crowd writers =
        Crowd.start(
            Thread.ofVirtual(),
            WRITERS,
            order.nanos(),
            (member, turn) -> {
              PeerWrites.insert(pool, Stored.sample(turn));
              return 1;
            });
    Reply done = UnderWrites.read(order, writers, id -> PeerReads.read(pool, id));
    PeerWrites.verify(pool, done.extra("acknowledged"));
    return done;
  }

  private Reply openQueryClose(Order order) throws Exception {
    return Repeat.until(
        order,
        1,
        () -> {
          try (HikariDataSource pool = pools.fresh(order)) {
            return PeerReads.read(pool, Stored.SMALL_ITEMS).sum();
          }
        });
  }
}
