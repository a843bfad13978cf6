package dev.tektite.tests.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.observe.Subscription;
import dev.tektite.tests.OtherProcess;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WatchOfOtherProcessTest {
  @TempDir Path folder;

  private final BlockingQueue<Long> results = new LinkedBlockingQueue<>();

  private void awaitResult(long expected) throws InterruptedException {
    assertThat(results.poll(60, TimeUnit.SECONDS)).isEqualTo(expected);
  }

  @Test
  @Timeout(180)
  void whatAnotherProcessCommitsIsDelivered() throws InterruptedException {
    Path file = folder.resolve("shared.db");
    try (Database db = Database.open(file)) {
      db.write(tx -> tx.execute("create table item(x)"));
      try (OtherProcess other = OtherProcess.jvm(file);
          Subscription watch =
              db.watch(tx -> tx.query("select count(*) from item").asLong().one(), results::add)) {
        awaitResult(0);
        other.ask("insert into item values (1)");
        awaitResult(1);
        db.write(tx -> tx.execute("insert into item values (1)"));
        awaitResult(2);
        other.ask("insert into item values (1)");
        awaitResult(3);
      }
    }
  }
}
