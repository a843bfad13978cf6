/* How files are opened: the pragmas that every contender sets, and statements that are prepared once. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench.h"

void fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  printf("error ");
  vprintf(format, arguments);
  printf("\n");
  va_end(arguments);
  fflush(stdout);
  exit(1);
}

void expect(int got, int expected, sqlite3 *db, const char *what) {
  if (got != expected) fail("%s: result %d instead of %d: %s", what, got, expected, sqlite3_errmsg(db));
}

void execute(sqlite3 *db, const char *sql) {
  expect(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK, db, sql);
}

void file_in(char *path, int size, const char *folder, const char *name) {
  if (snprintf(path, (size_t)size, "%s/%s", folder, name) >= size) fail("the folder's name is too long: %s", folder);
}

sqlite3 *open_database(const char *folder, const char *name, const char *synchronous) {
  char path[4096];
  char pragma[64];
  sqlite3 *db = NULL;
  file_in(path, sizeof path, folder, name);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  expect(sqlite3_open_v2(path, &db, flags, NULL), SQLITE_OK, db, path);
  execute(db, "pragma journal_mode = wal");
  snprintf(pragma, sizeof pragma, "pragma synchronous = %s", synchronous);
  execute(db, pragma);
  execute(db, "pragma cache_size = -65536");
  execute(db, "pragma mmap_size = 268435456");
  execute(db, "pragma foreign_keys = on");
  sqlite3_busy_timeout(db, 30000);
  return db;
}

sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
  sqlite3_stmt *statement = NULL;
  expect(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL), SQLITE_OK, db, sql);
  return statement;
}

connection connect_to(const char *folder, const char *name, const char *synchronous) {
  connection c;
  c.db = open_database(folder, name, synchronous);
  c.begin = prepare(c.db, "begin");
  c.commit = prepare(c.db, "commit");
  c.point = prepare(c.db, SELECT_ITEM);
  c.scan = prepare(c.db, SELECT_ITEMS);
  c.insert = prepare(c.db, INSERT_ENTRY);
  return c;
}

/* Runs a statement that returns no row, and makes it ready for the next time. */
void step_done(sqlite3_stmt *statement) {
  int code = sqlite3_step(statement);
  if (code != SQLITE_DONE) expect(code, SQLITE_DONE, sqlite3_db_handle(statement), sqlite3_sql(statement));
  sqlite3_reset(statement);
}

/* The texts are bound without a copy: they outlive the step. */
void bind_values(sqlite3_stmt *statement, const item_values *values) {
  sqlite3_bind_text(statement, 1, values->name, values->name_bytes, SQLITE_STATIC);
  sqlite3_bind_text(statement, 2, values->category, values->category_bytes, SQLITE_STATIC);
  sqlite3_bind_double(statement, 3, values->price);
  sqlite3_bind_int(statement, 4, values->quantity);
}
