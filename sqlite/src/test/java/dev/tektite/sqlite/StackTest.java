package dev.tektite.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Near the end of the stack a call fails with a [StackOverflowError] of Java, which can be caught,
/// and does not end the JVM.
class StackTest {
  static final class Main {
    private static final int FRAMES = 1500;
    private static int refused;
    private static int done;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
      for (int round = 0; round < 3; round++) {
        for (Thread.Builder kind : List.of(Thread.ofPlatform(), Thread.ofVirtual())) {
          kind.start(() -> run(arguments[0])).join();
        }
      }
      System.out.println("refused " + refused + " done " + done);
      System.exit(refused > 0 ? 0 : 1);
    }

    private static void run(String what) {
      try (var connection = Connection.openInMemory()) {
        connection.execute(
            "create table t(id integer primary key, a, b); insert into t(a) values (1)");
        Runnable action = action(connection, what);
        for (int i = 0; i < 300; i++) {
          action.run(); // so that the compilers have had their turn
        }
        descend(action, new int[] {FRAMES});
      }
    }

    /// Goes down to the end of the stack and runs the action in the deepest frames on the way back.
    private static void descend(Runnable action, int[] left) {
      try {
        if (left[0] > 0) {
          descend(action, left);
        }
      } catch (StackOverflowError e) {
        refused++;
      }
      if (left[0]-- > 0) {
        try {
          action.run();
          done++;
        } catch (StackOverflowError e) {
          refused++;
        } catch (DatabaseException e) {
          if (!(e.getCause() instanceof StackOverflowError)) {
            throw e;
          }
          refused++;
        }
      }
    }

    private static Runnable action(Connection connection, String what) {
      Authorizer allowing = action -> Authorizer.Decision.ALLOW;
      return switch (what) {
        case "prepare" -> {
          connection.hooks().authorizer(allowing);
          yield () -> connection.prepare("select a, b from t where a = ? order by b").close();
        }
        case "deep prepare" -> {
          connection.hooks().authorizer(allowing);
          String sql = "select " + "not ".repeat(800) + "a from t";
          yield () -> connection.prepare(sql).close();
        }
        case "compiled anew" -> {
          connection.hooks().authorizer(allowing);
          var select = connection.prepare("select a from t where a + a * a = 5");
          yield () -> {
            connection.hooks().authorizer(allowing);
            select.run();
          };
        }
        case "function" -> {
          connection.functions().scalar("f", 1, arguments -> arguments.asLong(0));
          var select = connection.prepare("select f(a) from t");
          yield select::run;
        }
        case "hooks" -> {
          connection.hooks().update((kind, schema, table, rowid) -> {});
          connection.hooks().preupdate(change -> change.newValues().get(1));
          connection.hooks().commit(() -> true);
          var update = connection.prepare("update t set b = id");
          yield update::run;
        }
        case "collation" -> {
          connection.functions().collation("c", String::compareTo);
          var select = connection.prepare("select 'a' < 'b' collate c");
          yield select::run;
        }
        case "json" -> {
          var select = connection.prepare("select json(?)");
          select.bindAll("[".repeat(990) + "]".repeat(990));
          yield select::run;
        }
        default -> throw new IllegalArgumentException(what);
      };
    }
  }

  private static ChildJvm child() {
    return new ChildJvm().option("-XX:MaxJavaStackTraceDepth=20"); // thousands are thrown
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prepare",
        "deep prepare",
        "compiled anew",
        "function",
        "hooks",
        "collation",
        "json"
      })
  void theJvmSurvives(String what) throws IOException, InterruptedException {
    ChildJvm.Result result = child().run(Main.class, what);
    assertThat(result.exitCode()).as(result.output()).isZero();
  }

  @Test
  void theJvmSurvivesOnASmallStack() throws IOException, InterruptedException {
    ChildJvm.Result result = child().option("-Xss400k").run(Main.class, "hooks");
    assertThat(result.exitCode()).as(result.output()).isZero();
  }
}
