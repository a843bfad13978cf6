/* What is stored: three files with the same rows as every other contender's. */
#include <stdio.h>

#include "bench.h"

#define CREATE_ITEM \
  "create table item(id integer primary key, name text not null, category text not null, price real not null, quantity integer not null)"
#define CREATE_ENTRY \
  "create table entry(id integer primary key, name text not null, category text not null, price real not null, quantity integer not null)"

item_values values_of(int64_t id) {
  item_values values;
  values.name_bytes = snprintf(values.name, TEXT_BYTES, "Item number %lld", (long long)id);
  values.category_bytes = snprintf(values.category, TEXT_BYTES, "category %lld", (long long)(id % 97));
  values.price = (double)(id % 10000) / 4.0;
  values.quantity = (int)(id * 31 % 1000);
  return values;
}

/* The rows that the writing cases insert, made beforehand so that making them is not measured. */
const item_values *samples(void) {
  static item_values made[SAMPLES];
  if (made[0].name_bytes == 0) {
    for (int i = 0; i < SAMPLES; i++) made[i] = values_of(i + 1);
  }
  return made;
}

/* The next id to read: the linear congruential generator that all contenders use. */
int64_t next_key(uint64_t *state) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return 1 + (int64_t)((*state >> 33) % ITEMS);
}

static void fill_items(sqlite3 *db, int count) {
  sqlite3_stmt *insert = prepare(db, INSERT_ITEM);
  execute(db, "begin immediate");
  for (int id = 1; id <= count; id++) {
    item_values values = values_of(id);
    bind_values(insert, &values);
    step_done(insert);
  }
  execute(db, "commit");
  sqlite3_finalize(insert);
}

static void create_file(const char *folder, const char *name, int items) {
  sqlite3 *db = open_database(folder, name, "full");
  execute(db, CREATE_ITEM);
  execute(db, CREATE_ENTRY);
  fill_items(db, items);
  expect(sqlite3_close(db), SQLITE_OK, db, "close");
}

void create_files(const char *folder) {
  create_file(folder, "full.db", ITEMS);
  create_file(folder, "normal.db", ITEMS);
  create_file(folder, "small.db", SMALL_ITEMS);
}

int64_t count_entries(connection *c) {
  sqlite3_stmt *count = prepare(c->db, "select count(*) from entry");
  expect(sqlite3_step(count), SQLITE_ROW, c->db, "count");
  int64_t rows = sqlite3_column_int64(count, 0);
  sqlite3_finalize(count);
  return rows;
}

void clear_entries(connection *c) {
  execute(c->db, "delete from entry");
}
