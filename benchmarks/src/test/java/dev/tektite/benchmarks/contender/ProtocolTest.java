package dev.tektite.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProtocolTest {

  @Test
  void ordersSurviveTheirLine() {
    Order order = new Order("point-read", 250_000_000, Map.of()).with("pool", 8);
    assertThat(order.line()).isEqualTo("run point-read 250 pool=8");
    assertThat(Order.parse(order.line())).isEqualTo(order);
    assertThat(order.option("pool", 1)).isEqualTo(8);
    assertThat(order.option("threads", 2)).isEqualTo(2);
  }

  @Test
  void repliesSurviveTheirLine() {
    Reply reply = new Reply(12, 34, Map.of("writes", 5L, "p99", 6L));
    assertThat(reply.line()).isEqualTo("ok 12 34 p99=6 writes=5");
    assertThat(Reply.parse(reply.line())).isEqualTo(reply);
  }

  @Test
  void otherLinesAreRefusedWithTheirText() {
    assertThatThrownBy(() -> Order.parse("walk fast")).hasMessageContaining("walk fast");
    assertThatThrownBy(() -> Reply.parse("error no disk")).hasMessageContaining("error no disk");
    assertThatThrownBy(() -> Reply.parse("ok 1 2 three")).hasMessageContaining("three");
  }
}
