package dev.tektite.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.Durability;
import dev.tektite.sql.ReadTx;
import dev.tektite.sql.WriteTx;
import dev.tektite.sqlite.DatabaseException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The words inside a block. How a database is run is in [OperationTourTest].
class TourTest {
  @TempDir Path folder;

  private Database db;
  private final List<String> log = new ArrayList<>();

  @BeforeEach
  void open() {
    db = Database.open(folder.resolve("bank.db"));
    db.write(tx ->
        tx.executeScript(
            """
            create table account(
              id integer primary key, owner text not null unique, balance integer not null);
            insert into account(owner, balance) values ('Ada', 100), ('Ben', 0);
            create table entry(
              account integer not null references account, amount integer not null, at text);
            """));
  }

  @AfterEach
  void close() {
    db.close();
  }

  private void log(String line) {
    log.add(line);
  }

  private long balance(String owner) {
    return db.read(
        tx -> tx.query("select balance from account where owner = ?", owner).asLong().one());
  }

  // @start region=record
  record Account(long id, String owner, long balance) {}

  // @end

  @Test
  void theFrontPage() {
    db.close();
    Path file = folder.resolve("bank.db");
    // @start region=example
    try (var db = Database.open(file)) {
      db.write(tx -> { // one block, one transaction: both rows change, or neither
        tx.execute("update account set balance = balance - ? where owner = ?", 40, "Ada");
        tx.execute("update account set balance = balance + ? where owner = ?", 40, "Ben");
        tx.afterCommit(() -> log("transferred"));
      });
      List<Account> rich =
          db.read(tx ->
              tx.query("select * from account where balance > ?", 50).into(Account.class).list());
      rich.forEach(account -> log(account.toString()));
    }
    // @end
    assertThat(log).containsExactly("transferred", "Account[id=1, owner=Ada, balance=60]");
  }

  @Test
  void optionsAreValues() {
    // @start region=options
    var options =
        DatabaseOptions.production()
            .durability(Durability.NORMAL)
            .waitLimit(Duration.ofSeconds(5))
            .runLimit(Duration.ofMinutes(1));
    // @end
    try (var other = Database.open(folder.resolve("data").resolve("bank.db"), options)) {
      assertThat(other.options().durability()).isEqualTo(Durability.NORMAL);
    }
    assertThat(DatabaseOptions.production().durability()).isEqualTo(Durability.FULL);
  }

  @Test
  void aBlockIsATransaction() {
    // @start region=block
    db.write(tx -> {
      tx.execute("update account set balance = balance - 40 where owner = 'Ada'");
      tx.execute("update account set balance = balance + 40 where owner = 'Ben'");
    });
    // @end
    assertThat(balance("Ben")).isEqualTo(40);
  }

  @Test
  void blocksReadWriteAndReturn() {
    // @start region=read-write
    long total = db.read(tx -> tx.query("select sum(balance) from account").asLong().one());

    db.write(tx -> tx.execute("update account set balance = balance + 1"));

    long eve =
        db.writeReturning(
            tx -> tx.insert("insert into account(owner, balance) values (?, ?)", "Eve", 5));
    // @end
    assertThat(total).isEqualTo(100);
    assertThat(eve).isEqualTo(3);
    assertThat(balance("Ben")).isOne();
  }

  // @start region=take-a-tx
  /// Works inside reads and writes alike, and is part of its caller's transaction.
  static long total(ReadTx tx) {
    return tx.query("select sum(balance) from account").asLong().one();
  }

  static void transfer(WriteTx tx, String from, String to, long amount) {
    tx.execute("update account set balance = balance - ? where owner = ?", amount, from);
    tx.execute("update account set balance = balance + ? where owner = ?", amount, to);
  }

  // @end

  @Test
  void functionsTakeTheTx() {
    // @start region=pass-the-tx
    long total =
        db.writeReturning(tx -> {
          transfer(tx, "Ada", "Ben", 40);
          return total(tx); // sees what this block has written
        });
    // @end
    assertThat(total).isEqualTo(100);
    assertThat(balance("Ada")).isEqualTo(60);
  }

  @Test
  void rowsBecomeRecordsValuesOrWhatALambdaMakes() {
    db.read(tx -> {
      // @start region=rows
      var query = tx.query("select id, owner, balance from account order by owner");
      List<Account> records = query.into(Account.class).list();
      List<String> lines = query.map(row -> row.asText("owner") + row.asLong("balance")).list();
      List<String> owners = tx.query("select owner from account").into(String.class).list();
      // @end
      assertThat(records).containsExactly(new Account(1, "Ada", 100), new Account(2, "Ben", 0));
      assertThat(lines).containsExactly("Ada100", "Ben0");
      assertThat(owners).containsExactlyInAnyOrder("Ada", "Ben");
      return records;
    });
  }

  @Test
  void fiveVerbsFetchResults() {
    String sql = "select id, owner, balance from account order by id";
    db.read(tx -> {
      // @start region=verbs
      var accounts = tx.query(sql).into(Account.class);
      List<Account> all = accounts.list();
      Account first = accounts.first(); // or null
      long count = accounts.forEach(account -> log(account.owner())); // one at a time
      String names =
          accounts.stream(rows -> rows.map(Account::owner).collect(Collectors.joining(", ")));
      Account only = tx.query(sql + " limit 1").into(Account.class).one(); // exactly one, or throws
      // @end
      assertThat(all).hasSize(2).startsWith(first).startsWith(only);
      assertThat(count).isEqualTo(2);
      assertThat(names).isEqualTo("Ada, Ben");
      assertThatThrownBy(accounts::one).isInstanceOf(IllegalStateException.class);
      return names;
    });
    assertThat(log).containsExactly("Ada", "Ben");
  }

  // @start region=named-record
  record Entry(long account, long amount, @Nullable Instant at) {}

  // @end

  @Test
  void parametersHavePlacesOrNames() {
    Instant now = Instant.parse("2026-11-20T12:00:00Z");
    // @start region=named
    db.write(tx -> {
      tx.insert("insert into entry values (?, ?, ?)", 1, 40, now);
      tx.insert("insert into entry values (:account, :amount, :at)", new Entry(1, -40, now));
      tx.execute("delete from entry where amount < :least", Map.of("least", 0));
    });
    // @end
    List<Entry> entries = db.read(tx -> tx.query("select * from entry").into(Entry.class).list());
    assertThat(entries).containsExactly(new Entry(1, 40, now));
  }

  @Test
  void aBatchIsCompiledOnce() {
    // @start region=batch
    long stored =
        db.writeReturning(tx -> {
          var entries = IntStream.range(0, 1_000).mapToObj(i -> new Entry(1, i, null));
          return tx.executeBatch("insert into entry values (:account, :amount, :at)", entries);
        });
    // @end
    assertThat(stored).isEqualTo(1_000);
  }

  @Test
  void aSavepointIsUndoneAlone() {
    // @start region=savepoint
    db.write(tx -> {
      transfer(tx, "Ada", "Ben", 40);
      try {
        tx.savepoint(part -> part.insert("insert into account values (3, 'Ada', 0)"));
      } catch (DatabaseException.Constraint e) {
        log("there is an Ada already"); // the transfer stays
      }
    });
    // @end
    assertThat(log).hasSize(1);
    assertThat(balance("Ben")).isEqualTo(40);
  }

  @Test
  void effectsComeAfterTheCommit() {
    // @start region=after-commit
    db.write(tx -> {
      transfer(tx, "Ada", "Ben", 40);
      tx.afterCommit(() -> log("send the mail")); // on this thread, when the commit is stored
      tx.afterRollback(() -> log("say sorry"));
    });
    // @end
    assertThat(log).containsExactly("send the mail");
  }

  @Test
  void aBlockThatThrowsIsUndone() {
    // @start region=undo
    try {
      db.write(tx -> {
        transfer(tx, "Ada", "Ben", 400);
        if (total(tx) > 0) {
          throw new IllegalArgumentException("Ada has not got that much");
        }
      });
    } catch (IllegalArgumentException e) {
      log(e.getMessage()); // your own exception, unchanged; the block is undone
    }
    // @end
    assertThat(log).containsExactly("Ada has not got that much");
    assertThat(balance("Ada")).isEqualTo(100);
  }

  @Test
  void errorsAreNamedByTheirRemedy() {
    // @start region=errors
    try {
      db.write(tx -> tx.insert("insert into account(owner, balance) values ('Ada', 0)"));
    } catch (DatabaseException.Constraint e) { // correct the data
      log(e.kind() + " of " + e.table() + e.columns());
    } catch (DatabaseException.Busy e) { // try again; says who holds what
      log(e.getMessage());
    }
    // @end
    assertThat(log).containsExactly("UNIQUE of account[owner]");
  }

  @Test
  void everyErrorHasARemedy() {
    var error = DatabaseException.of(13, "database or disk is full", null, -1);
    // @start region=remedies
    String remedy =
        switch (error) {
          case DatabaseException.Constraint e -> "correct the data: " + e.columns();
          case DatabaseException.Busy _ -> "try again";
          case DatabaseException.Full _ -> "make room on the disk";
          case DatabaseException.Unreadable _ -> "restore the file, or give the right key";
          case DatabaseException.ReadOnly _ -> "make the file writable";
          case DatabaseException.Cancelled _ -> "nothing; it was stopped on request and undone";
          case DatabaseException.Rejected e -> "correct the SQL: " + e.sql();
          case DatabaseException.Io _ -> "look at the disk, the permissions, the memory";
          case DatabaseException.Uncertain _ -> "look what is stored before writing it again";
        };
    // @end
    assertThat(remedy).isEqualTo("make room on the disk");
  }
}
