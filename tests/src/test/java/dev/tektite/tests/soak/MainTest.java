package dev.tektite.tests.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private int run(String... words) {
    return Main.run(List.of(words), new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void anUnknownNameListsWhatThereIs() {
    assertThat(run("nothing")).isEqualTo(2);
    assertThat(said()).contains("no soak nothing", "crash", "power", "cancel");
  }

  @Test
  void noNameListsWhatThereIs() {
    assertThat(run()).isEqualTo(2);
    assertThat(said()).contains("crash", "power", "cancel");
  }

  @Test
  void wrongOptionsAreNamed() {
    assertThat(run("crash", "--minutes", "5")).isEqualTo(2);
    assertThat(said()).contains("--minutes");
    assertThat(run("crash", "--seconds", "soon")).isEqualTo(2);
    assertThat(said()).contains("soon");
  }

  @Test
  void aSoakShowsItsProgressAndSaysThatItHeld() {
    assertThat(run("crash", "--seconds", "1", "--seed", "5")).isZero();
    assertThat(said()).contains("--seed 5").contains(" rounds of kill -9").contains("held: ");
  }
}
