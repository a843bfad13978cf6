package dev.tektite.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthorizerTest {
  private Connection connection;

  @BeforeEach
  void open() {
    connection = Connection.openInMemory();
    connection.execute("create table account(id integer primary key, owner, secret)");
    connection.execute("insert into account values (1, 'Ada', 'x')");
  }

  @AfterEach
  void close() {
    connection.close();
  }

  @Test
  void isToldEveryActionWithItsNames() {
    List<String> seen = new ArrayList<>();
    connection
        .hooks()
        .authorizer(action -> {
          seen.add(
              action.kind()
                  + " "
                  + action.first()
                  + " "
                  + action.second()
                  + " "
                  + action.schema()
                  + " "
                  + action.within());
          return Authorizer.Decision.ALLOW;
        });
    connection.execute("select owner from account; begin; savepoint s; rollback");
    assertThat(seen)
        .containsExactly(
            "SELECT null null null null",
            "READ account owner main null",
            "TRANSACTION BEGIN null null null",
            "SAVEPOINT BEGIN s null null",
            "TRANSACTION ROLLBACK null null null");
  }

  @Test
  void deniesWithItsOwnWords() {
    connection
        .hooks()
        .authorizer(action ->
            action.kind() == ActionKind.TRANSACTION
                ? Authorizer.Decision.deny("A block is a transaction already")
                : Authorizer.Decision.ALLOW);
    assertThatThrownBy(() -> connection.prepare("begin"))
        .isInstanceOfSatisfying(
            DatabaseException.Rejected.class,
            e -> {
              assertThat(e.primaryCode()).isEqualTo(23);
              assertThat(e).hasMessageStartingWith("A block is a transaction already");
            });
    connection.execute("select 1");
  }

  @Test
  void deniesInTheWordsOfSqliteWithoutAny() {
    connection.hooks().authorizer(denying(ActionKind.READ, Authorizer.Decision.DENY));
    assertThatThrownBy(() -> connection.prepare("select secret from account"))
        .isInstanceOf(DatabaseException.Rejected.class)
        .hasMessageContaining("access to account.secret is prohibited");
  }

  @Test
  void makesColumnsInvisible() {
    connection
        .hooks()
        .authorizer(action ->
            action.kind() == ActionKind.READ && "secret".equals(action.second())
                ? Authorizer.Decision.IGNORE
                : Authorizer.Decision.ALLOW);
    try (var select = connection.prepare("select owner, secret from account")) {
      assertThat(select.step()).isTrue();
      assertThat(select.columnText(0)).isEqualTo("Ada");
      assertThat(select.columnIsNull(1)).isTrue();
    }
  }

  @Test
  void isAskedAgainWhenAStatementIsCompiledAnew() {
    try (var select = connection.prepare("select owner from account")) {
      connection.hooks().authorizer(denying(ActionKind.READ, Authorizer.Decision.deny("no more")));
      assertThatThrownBy(select::step)
          .isInstanceOf(DatabaseException.Rejected.class)
          .hasMessageStartingWith("no more");
      connection.hooks().authorizer(null);
      assertThat(select.step()).isTrue();
    }
  }

  @Test
  void itsExceptionIsTheCauseOfTheFailure() {
    var mistake = new ArithmeticException("mistake");
    connection
        .hooks()
        .authorizer(action -> {
          throw mistake;
        });
    assertThatThrownBy(() -> connection.prepare("select 1"))
        .isInstanceOf(DatabaseException.Rejected.class)
        .hasCause(mistake);
    connection.hooks().authorizer(null);
    connection.execute("select 1");
  }

  @Test
  void mustNotUseTheConnection() {
    List<Throwable> refused = new ArrayList<>();
    List<Runnable> uses =
        List.of(
            connection::close,
            connection::detach,
            () -> connection.execute("select 1"),
            () -> connection.prepare("select 1"),
            () -> connection.hooks().authorizer(null),
            connection::changes);
    connection
        .hooks()
        .authorizer(action -> {
          for (Runnable use : uses) {
            try {
              use.run();
            } catch (IllegalStateException e) {
              refused.add(e);
            }
          }
          return Authorizer.Decision.ALLOW;
        });
    connection.prepare("select 1").close();
    assertThat(refused).hasSameSizeAs(uses);
    assertThat(refused)
        .allSatisfy(e -> assertThat(e).hasMessageContaining("must not be used by an authorizer"));
  }

  @Test
  void leaksNoActionBeyondItsCall() {
    Action[] leaked = new Action[1];
    connection
        .hooks()
        .authorizer(action -> {
          leaked[0] = action;
          return Authorizer.Decision.ALLOW;
        });
    connection.prepare("select 1").close();
    assertThatThrownBy(leaked[0]::first).isInstanceOf(IllegalStateException.class);
  }

  private static Authorizer denying(ActionKind kind, Authorizer.Decision decision) {
    return action -> action.kind() == kind ? decision : Authorizer.Decision.ALLOW;
  }
}
