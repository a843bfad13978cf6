package dev.tektite.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionsTest {
  @TempDir Path folder;

  private Connection connection;
  private Functions functions;

  @BeforeEach
  void open() {
    connection = Connection.openInMemory();
    functions = connection.functions();
    connection.execute("create table t(a); insert into t values (1), (2), (3), (4)");
  }

  @AfterEach
  void close() {
    connection.close();
  }

  /// Adds up integers, as a window too.
  private static final class Sum implements WindowAggregate {
    private final Deque<Long> rows = new ArrayDeque<>();

    @Override
    public void add(Values arguments) {
      rows.add(arguments.asLong(0));
    }

    @Override
    public void remove(Values arguments) {
      assertThat(rows.remove()).isEqualTo(arguments.asLong(0));
    }

    @Override
    public Object result() {
      return rows.stream().mapToLong(Long::longValue).sum();
    }
  }

  @Test
  void takesAndGivesEveryType() {
    functions.scalar("same", 1, arguments -> arguments.get(0));
    try (var select = connection.prepare("select same(?), typeof(same(?1))")) {
      assertSame(select, 7L, "integer");
      assertSame(select, -2.5, "real");
      assertSame(select, "naïve \0 🙂", "text");
      assertSame(select, "", "text");
      assertSame(select, new byte[] {1, 0, 2}, "blob");
      assertSame(select, new byte[0], "blob");
      assertSame(select, null, "null");
    }
  }

  private static void assertSame(Statement select, Object value, String type) {
    select.bindAll(value);
    assertThat(select.step()).isTrue();
    assertThat(select.columnText(1)).isEqualTo(type);
    Object found =
        switch (select.columnType(0)) {
          case INTEGER -> select.columnLong(0);
          case REAL -> select.columnDouble(0);
          case TEXT -> select.columnText(0);
          case BLOB -> select.columnBytes(0);
          case NULL -> null;
        };
    assertThat(found).isEqualTo(value);
    select.reset();
  }

  @Test
  void convertsLikeSqlite() {
    functions.scalar(
        "look",
        2,
        arguments ->
            arguments.size()
                + " "
                + arguments.type(0)
                + " "
                + arguments.asLong(0)
                + " "
                + arguments.asDouble(0)
                + " "
                + arguments.asText(1)
                + " "
                + arguments.isNull(1));
    assertThat(text("select look('12.5 apples', null)")).isEqualTo("2 TEXT 12 12.5 null true");
  }

  @Test
  void takesAnyNumberOfArguments() {
    functions.scalar("count_them", Functions.ANY_NUMBER, arguments -> arguments.size());
    assertThat(text("select count_them() || count_them(1, 2, 3)")).isEqualTo("03");
    assertThatThrownBy(() -> functions.scalar("x", -2, arguments -> null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itsExceptionIsTheCauseOfTheFailure() {
    var mistake = new java.io.IOException("the secret value 42");
    functions.scalar(
        "broken",
        0,
        arguments -> {
          throw mistake;
        });
    assertThatThrownBy(() -> connection.execute("select broken()"))
        .isInstanceOf(DatabaseException.Rejected.class)
        .hasCause(mistake)
        .hasMessageContaining("the function broken threw java.io.IOException")
        .hasMessageNotContaining("42");
    assertThat(text("select 'fine'")).isEqualTo("fine");
  }

  @Test
  void anErrorIsTheCauseTooEvenAStackOverflow() {
    functions.scalar("deep", 0, arguments -> deep(1));
    assertThatThrownBy(() -> connection.execute("select deep()"))
        .isInstanceOf(DatabaseException.class)
        .hasCauseInstanceOf(StackOverflowError.class);
  }

  private static int deep(int level) {
    return level < 0 ? 0 : deep(level + 1) + level;
  }

  @Test
  void refusesResultsThatSqliteDoesNotHave() {
    functions.scalar("nan", 0, arguments -> Double.NaN);
    functions.scalar("object", 0, arguments -> new Object());
    functions.scalar("half", 0, arguments -> "\ud800");
    for (String name : new String[] {"nan", "object", "half"}) {
      assertThatThrownBy(() -> connection.execute("select " + name + "()"))
          .hasCauseInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void keepsNoValuesBeyondTheCall() {
    var leaked = new Values[1];
    functions.scalar(
        "leak",
        1,
        arguments -> {
          leaked[0] = arguments;
          assertThatThrownBy(() -> arguments.asLong(1))
              .isInstanceOf(IllegalArgumentException.class);
          return null;
        });
    connection.execute("select leak(1)");
    assertThatThrownBy(() -> leaked[0].asLong(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void mayUseItsConnection() {
    functions.scalar(
        "count_above",
        1,
        arguments -> {
          try (var count = connection.prepare("select count(*) from t where a > ?")) {
            count.bindAll(arguments.asLong(0));
            count.step();
            return count.columnLong(0);
          }
        });
    assertThat(text("select group_concat(count_above(a)) from t")).isEqualTo("3,2,1,0");
  }

  @Test
  void aDeterministicOneMustNotUseItsConnection() {
    functions.scalar(
        "impure",
        0,
        arguments -> {
          connection.execute("select 1");
          return 1;
        },
        FunctionFlag.DETERMINISTIC);
    assertThatThrownBy(() -> connection.execute("select impure()"))
        .rootCause()
        .hasMessageContaining("must not be used by the function impure");
  }

  @Test
  void flagsReachSqlite() {
    functions.scalar("pure", 1, arguments -> arguments.get(0), FunctionFlag.DETERMINISTIC);
    functions.scalar("plain", 1, arguments -> arguments.get(0));
    functions.scalar("direct", 1, arguments -> arguments.get(0), FunctionFlag.DIRECT_ONLY);
    connection.execute("create index i on t(pure(a))");
    assertThatThrownBy(() -> connection.execute("create index j on t(plain(a))"))
        .hasMessageContaining("non-deterministic");
    connection.execute("create view v as select direct(a) from t");
    assertThatThrownBy(() -> connection.execute("select * from v"))
        .hasMessageContaining("unsafe use of direct");
  }

  @Test
  void aggregates() {
    functions.aggregate("total_of", 1, Sum::new);
    assertThat(text("select total_of(a) from t")).isEqualTo("10");
    assertThat(text("select total_of(a) from t where a > 9")).isEqualTo("0");
    assertThat(text("select group_concat(s) from (select total_of(a) s from t group by a % 2)"))
        .isEqualTo("6,4");
  }

  @Test
  void anAggregateIsNoWindowFunction() {
    functions.aggregate("total_of", 1, Sum::new);
    assertThatThrownBy(() -> connection.execute("select total_of(a) over (order by a) from t"))
        .hasMessageContaining("may not be used as a window function");
  }

  @Test
  void aWindowMoves() {
    functions.window("total_of", 1, Sum::new);
    assertThat(
            text(
                "select group_concat(s) from (select total_of(a) over (order by a rows between 1"
                    + " preceding and current row) s from t)"))
        .isEqualTo("1,3,5,7");
    assertThat(text("select total_of(a) from t")).isEqualTo("10");
  }

  @Test
  void anAggregateFailsWithItsFirstException() {
    functions.aggregate(
        "fails",
        1,
        () ->
            new Aggregate() {
              @Override
              public void add(Values arguments) {
                throw new IllegalStateException("row " + arguments.asLong(0));
              }

              @Override
              public Object result() {
                throw new IllegalStateException("result");
              }
            });
    assertThatThrownBy(() -> connection.execute("select fails(a) from t"))
        .cause()
        .hasMessage("row 1");
    assertThatThrownBy(() -> connection.execute("select fails(a) from t where false"))
        .cause()
        .hasMessage("result");
  }

  @Test
  void aRunThatIsGivenUpIsFinishedQuietly() {
    functions.aggregate("total_of", 1, Sum::new);
    try (var select = connection.prepare("select total_of(a) from t group by a")) {
      assertThat(select.step()).isTrue();
    }
    assertThat(text("select total_of(a) from t")).isEqualTo("10");
  }

  @Test
  void aLaterDefinitionReplacesAnEarlierOne() {
    functions.scalar("f", 0, arguments -> 1);
    int known = Registrations.size();
    functions.scalar("f", 0, arguments -> 2);
    assertThat(Registrations.size()).isEqualTo(known);
    assertThat(text("select f()")).isEqualTo("2");
    functions.remove("f", 0);
    assertThat(Registrations.size()).isEqualTo(known - 1);
    assertThatThrownBy(() -> connection.execute("select f()"))
        .hasMessageContaining("no such function: f");
  }

  @Test
  void isNotReplacedWhileItRuns() {
    functions.scalar("f", 0, arguments -> 1);
    try (var select = connection.prepare("select f() from t")) {
      select.step();
      assertThatThrownBy(() -> functions.scalar("f", 0, arguments -> 2))
          .isInstanceOf(DatabaseException.Busy.class);
      assertThat(select.step()).isTrue();
    }
  }

  @Test
  void isForgottenWithItsConnection() {
    int known = Registrations.size();
    try (var other = Connection.openInMemory()) {
      other.functions().scalar("f", 0, arguments -> 1);
      other.functions().aggregate("g", 1, Sum::new);
      other.functions().window("h", 1, Sum::new);
      other.functions().collation("k", String::compareTo);
      other.functions().missingCollation(name -> null);
      other.hooks().authorizer(action -> Authorizer.Decision.ALLOW);
    }
    assertThat(Registrations.size()).isEqualTo(known);
  }

  @Test
  void readsValuesFromAUtf16Database() {
    try (var wide = Connection.openInMemory()) {
      wide.execute("pragma encoding = 'UTF-16'; create table t(a); insert into t values ('äö🙂')");
      wide.functions().scalar("twice", 1, arguments -> arguments.asText(0) + arguments.asText(0));
      try (var select = wide.prepare("select twice(a) from t")) {
        select.step();
        assertThat(select.columnText(0)).isEqualTo("äö🙂äö🙂");
      }
    }
  }

  private String text(String sql) {
    try (var select = connection.prepare(sql)) {
      assertThat(select.step()).isTrue();
      return select.columnText(0);
    }
  }
}
