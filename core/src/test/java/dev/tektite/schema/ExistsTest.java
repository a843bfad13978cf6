package dev.tektite.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import org.junit.jupiter.api.Test;

class ExistsTest {
  @Test
  void eachKindIsFoundByItsNameWhateverTheCase() {
    try (Database db = Database.inMemory()) {
      db.write(tx -> {
        tx.executeScript(
            """
            create table t(a, b as (a));
            create view v as select a from t;
            create index i on t(a);
            create trigger g after insert on t begin select 1; end;
            """);
        assertThat(Exists.table(tx, "T")).isTrue();
        assertThat(Exists.table(tx, "v")).isFalse();
        assertThat(Exists.view(tx, "V")).isTrue();
        assertThat(Exists.view(tx, "t")).isFalse();
        assertThat(Exists.index(tx, "I")).isTrue();
        assertThat(Exists.trigger(tx, "G")).isTrue();
        assertThat(Exists.trigger(tx, "i")).isFalse();
        assertThat(Exists.column(tx, "t", "B")).isTrue();
        assertThat(Exists.column(tx, "v", "a")).isTrue();
        assertThat(Exists.column(tx, "t", "c")).isFalse();
        assertThat(Exists.column(tx, "gone", "a")).isFalse();
        assertThat(Exists.table(tx, "t_")).isFalse();
        assertThat(Exists.table(tx, "%")).isFalse();
      });
    }
  }

  @Test
  void databasesAreToldApart() {
    try (Database db = Database.inMemory()) {
      db.write(tx -> {
        tx.execute("create temp table mine(a)");
        assertThat(Exists.table(tx, "mine")).isTrue();
        assertThat(Exists.table(tx, Identifier.of("temp", "mine"))).isTrue();
        assertThat(Exists.table(tx, Identifier.of("main", "mine"))).isFalse();
      });
    }
  }
}
