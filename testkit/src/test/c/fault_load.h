/*
 * The load that the tests of fault_vfs.c put faults into, and what must be true of the database after them.
 *
 * Commit i inserts PARTS rows (i, part); it is whole if all its rows are there. `acknowledged[i]` is 1 + the count of
 * steps when its COMMIT had returned, or 0 if it failed: then it may be there or not.
 */
#include <dirent.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "sqlite3.h"

enum { WRITE, SYNC, OTHER, READ, STEPS };
enum { DATABASE = 1, WAL = 2, JOURNAL = 4, SIDE = 8, ANY = 15 };
enum { ONCE, FROM_THEN_ON, EVERY };
enum { FAIL = 1, TEAR = 2, IMAGE = 4, CUT = 8 };
enum { KEEP_SYNCED, KEEP_ALL, KEEP_SOME };
#define CHANGES (1 << WRITE | 1 << SYNC | 1 << OTHER)

int fault_install(void *(*find)(const char *), int (*enroll)(void *, int), int (*encrypt)(const char *, int));
void *fault_on(const char *prefix);
void fault_reset(void *script, int ended);
int fault_rule(void *script, int mask, int kinds, int64_t n, int repeat, int action, int code, int kept);
void fault_room(void *script, int64_t bytes);
int64_t fault_count(void *script, int which);
int64_t fault_image(void *script, const char *folder, int64_t seed, int keep, int action);
int sqlite3mc_vfs_create(const char *real, int make_default);

#define PARTS 3 /* of a commit */
#define MOST 4000
static char home[512], database[600], images[600];
static void *script;
static int64_t acknowledged[MOST + 1];
static int highest;    /* the newest commit that was tried */
static int last_error; /* of a commit */
static int scale = 1;

/* ---- helpers ---- */

static void fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fprintf(stderr, "\n");
  exit(1);
}

#define CHECK(condition, ...) do { if (!(condition)) fail(__VA_ARGS__); } while (0)

static sqlite3 *open_as(const char *path, const char *vfs) {
  sqlite3 *db;
  int rc = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI, vfs);
  CHECK(rc == SQLITE_OK, "cannot open %s by %s: %s", path, vfs ? vfs : "default", sqlite3_errmsg(db));
  sqlite3_extended_result_codes(db, 1);
  return db;
}

static int try(sqlite3 *db, const char *sql) { return sqlite3_exec(db, sql, NULL, NULL, NULL); }

static void run(sqlite3 *db, const char *sql) {
  int rc = try(db, sql);
  CHECK(rc == SQLITE_OK, "%s: %d, %s", sql, rc, sqlite3_errmsg(db));
}

/* The first column of the first row, in a static buffer. */
static const char *text(sqlite3 *db, const char *sql) {
  static char result[1000];
  sqlite3_stmt *statement;
  int rc = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
  if (rc == SQLITE_OK) rc = sqlite3_step(statement);
  snprintf(result, sizeof result, "%s",
      rc == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : sqlite3_errmsg(db));
  sqlite3_finalize(statement);
  return result;
}

static void empty_folder(const char *folder) {
  DIR *entries = opendir(folder);
  for (struct dirent *entry; entries && (entry = readdir(entries));) {
    char path[1000];
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    if (entry->d_name[0] == '.') continue;
    if (entry->d_type == DT_DIR) {
      empty_folder(path);
      rmdir(path);
    } else {
      unlink(path);
    }
  }
  if (entries) closedir(entries);
}

/* A new database with one commit, number 1; all rules are off. */
static sqlite3 *new_database(const char *vfs, const char *settings) {
  if (script) fault_reset(script, 1);
  empty_folder(home);
  mkdir(images, 0777);
  script = fault_on(database);
  sqlite3 *db = open_as(database, vfs);
  run(db, settings);
  run(db, "create table row(id integer, part integer, filler text, primary key(id, part))");
  run(db, "create index by_filler on row(filler)");
  memset(acknowledged, 0, sizeof acknowledged);
  highest = 0;
  return db;
}

static int commit(sqlite3 *db) {
  char sql[400];
  int id = ++highest;
  snprintf(sql, sizeof sql, "begin immediate; insert into row select %d, value, hex(randomblob(500)) from "
      "(select 0 value union all select 1 union all select 2); commit", id);
  CHECK(id < MOST, "too many commits");
  int rc = try(db, sql);
  if (rc == SQLITE_OK) acknowledged[id] = fault_count(script, STEPS) + 1;
  else last_error = rc;
  if (!sqlite3_get_autocommit(db)) try(db, "rollback");
  return rc;
}

/* What is wrong with a database, or NULL: it is sound, has whole commits only, and those acknowledged up to a step. */
static const char *flaw(sqlite3 *db, int64_t step) {
  static char found[300];
  const char *integrity = text(db, "pragma integrity_check");
  if (strcmp(integrity, "ok") != 0) return snprintf(found, sizeof found, "integrity: %.200s", integrity), found;
  sqlite3_stmt *statement;
  static char present[MOST + 1];
  memset(present, 0, sizeof present);
  int rc = sqlite3_prepare_v2(db, "select id, count(*) from row group by id", -1, &statement, NULL);
  while (rc == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW) { /* else the table was lost, and all with it */
    int id = sqlite3_column_int(statement, 0), parts = sqlite3_column_int(statement, 1);
    if (parts != PARTS) return snprintf(found, sizeof found, "commit %d has %d parts", id, parts), found;
    present[id] = 1;
  }
  sqlite3_finalize(statement);
  for (int id = 1; id <= highest; id++)
    if (acknowledged[id] && acknowledged[id] - 1 <= step && !present[id])
      return snprintf(found, sizeof found, "commit %d is lost", id), found;
  return NULL;
}

static void expect_sound(sqlite3 *db, const char *when, int64_t n) {
  const char *wrong = flaw(db, INT64_MAX);
  CHECK(!wrong, "%s, n = %lld: %s", when, (long long)n, wrong);
}

/* The load that faults are put into: commits, checkpoints, a truncation. Returns the number of commits that failed. */
static int load(sqlite3 *db) {
  int failed = 0;
  for (int i = 0; i < 5; i++) failed += commit(db) != SQLITE_OK;
  try(db, "pragma wal_checkpoint(passive)");
  for (int i = 0; i < 3; i++) failed += commit(db) != SQLITE_OK;
  try(db, "pragma wal_checkpoint(truncate)");
  failed += commit(db) != SQLITE_OK;
  return failed;
}

/* Closes a database, opens it again without faults, and checks it; also that it can be written. */
static void reopen(sqlite3 *db, const char *when, int64_t n) {
  sqlite3_close(db);
  fault_reset(script, 0);
  db = open_as(database, "multipleciphers-tektite-fault");
  expect_sound(db, when, n);
  CHECK(commit(db) == SQLITE_OK, "%s, n = %lld: cannot write again: %s", when, (long long)n, sqlite3_errmsg(db));
  sqlite3_close(db);
}

#define WAL_FULL "pragma journal_mode=wal; pragma synchronous=full; pragma wal_autocheckpoint=0"
#define WAL_NORMAL "pragma journal_mode=wal; pragma synchronous=normal; pragma wal_autocheckpoint=0"
#define DELETE_FULL "pragma journal_mode=delete; pragma synchronous=full"
#define TRUNCATE_FULL "pragma journal_mode=truncate; pragma synchronous=full"
#define PERSIST_FULL "pragma journal_mode=persist; pragma synchronous=full"
static const char *const full_modes[] = {WAL_FULL, DELETE_FULL, TRUNCATE_FULL, PERSIST_FULL};
#define NAME "multipleciphers-tektite-fault"

