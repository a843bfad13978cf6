/* The latest version of each record of a pattern: the tables and the statements of tektite-history. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

enum { VERSIONS_OF_A_NAME = 100, NAMES_OF_A_SITE = 100, IDS_BYTES = 24 * NAMES_OF_A_SITE };

#define CREATE_NAMES "create table history_name(id integer primary key autoincrement, name text not null unique) strict"
#define CREATE_VERSIONS \
  "create table history_version(name integer not null, at integer not null, seq integer not null, length integer, value any not null," \
  " primary key (name, at, seq)) strict, without rowid"
#define SELECT_NAMES "select id, name from history_name where name >= ? and name < ? order by name"
#define SELECT_LATEST \
  "select w, at, seq, length, value from (" \
  " select w.key as w, v.at as at, v.seq as seq, v.length as length, v.value as value," \
  "  row_number() over (partition by w.key order by v.at desc, v.seq desc) as place" \
  " from json_each(?1) w cross join history_version v" \
  " where v.name = w.value and v.at <= ?3 and v.at >= coalesce(" \
  "  (select o.at from history_version o where o.name = w.value and o.at between ?2 and ?3" \
  "   order by o.at desc, o.seq desc limit 1 offset ?4 - 1), ?2))" \
  " where place <= ?4 order by w, place"

static struct {
  sqlite3 *db;
  sqlite3_stmt *begin;
  sqlite3_stmt *commit;
  sqlite3_stmt *names;
  sqlite3_stmt *latest;
  int sites;
} history;

static void insert_name(sqlite3_stmt *insert, int name) {
  char text[64];
  int bytes = snprintf(text, sizeof text, "site.%d.sensor.%d", name / NAMES_OF_A_SITE, name % NAMES_OF_A_SITE);
  sqlite3_bind_text(insert, 1, text, bytes, SQLITE_STATIC);
  step_done(insert);
}

/* The version of a name at a tick; the same numbers as in Readings.java. */
static void insert_version(sqlite3_stmt *insert, int64_t name, int64_t tick) {
  char text[64];
  int bytes = snprintf(text, sizeof text, "{\"celsius\":%lld}", (long long)((name * 31 + tick * 7) % 45));
  sqlite3_bind_int64(insert, 1, name + 1);
  sqlite3_bind_int64(insert, 2, 1700000000000000 + tick * 1000000 + name);
  sqlite3_bind_text(insert, 3, text, bytes, SQLITE_STATIC);
  step_done(insert);
}

static void fill(sqlite3 *db, int names) {
  sqlite3_stmt *name = prepare(db, "insert into history_name(name) values (?)");
  sqlite3_stmt *version = prepare(db, "insert into history_version values (?, ?, 0, null, ?)");
  execute(db, "begin immediate");
  for (int i = 0; i < names; i++) insert_name(name, i);
  for (int i = 0; i < names; i++) {
    for (int tick = 0; tick < VERSIONS_OF_A_NAME; tick++) insert_version(version, i, tick);
  }
  execute(db, "commit");
  sqlite3_finalize(name);
  sqlite3_finalize(version);
}

static void open_history(bench *b) {
  int names = b->records / VERSIONS_OF_A_NAME;
  history.db = open_database(b->folder, "history.db", "full");
  execute(history.db, CREATE_NAMES);
  execute(history.db, CREATE_VERSIONS);
  fill(history.db, names);
  history.begin = prepare(history.db, "begin");
  history.commit = prepare(history.db, "commit");
  history.names = prepare(history.db, SELECT_NAMES);
  history.latest = prepare(history.db, SELECT_LATEST);
  history.sites = names / NAMES_OF_A_SITE;
}

/* The numbers of the names of a site as a JSON array, and the lengths of the names for the sum. */
static int read_names(int site, char *ids, int *lengths) {
  char from[64];
  char behind[64];
  int bytes = 0;
  int count = 0;
  int code;
  snprintf(from, sizeof from, "site.%d.sensor.", site);
  snprintf(behind, sizeof behind, "site.%d.sensor/", site);
  sqlite3_bind_text(history.names, 1, from, -1, SQLITE_STATIC);
  sqlite3_bind_text(history.names, 2, behind, -1, SQLITE_STATIC);
  while ((code = sqlite3_step(history.names)) == SQLITE_ROW) {
    bytes += snprintf(ids + bytes, (size_t)(IDS_BYTES - bytes), "%c%lld", count == 0 ? '[' : ',', (long long)sqlite3_column_int64(history.names, 0));
    const unsigned char *name = sqlite3_column_text(history.names, 1);
    int length = sqlite3_column_bytes(history.names, 1);
    lengths[count++] = length + name[length - 1];
  }
  expect(code, SQLITE_DONE, history.db, "names");
  sqlite3_reset(history.names);
  return bytes + snprintf(ids + bytes, (size_t)(IDS_BYTES - bytes), "]");
}

static int64_t read_latest(int site) {
  char ids[IDS_BYTES];
  int lengths[NAMES_OF_A_SITE];
  int64_t sum = 0;
  int code;
  int bytes = read_names(site, ids, lengths);
  sqlite3_bind_text(history.latest, 1, ids, bytes, SQLITE_STATIC);
  sqlite3_bind_int64(history.latest, 2, INT64_MIN);
  sqlite3_bind_int64(history.latest, 3, INT64_MAX);
  sqlite3_bind_int64(history.latest, 4, 1);
  while ((code = sqlite3_step(history.latest)) == SQLITE_ROW) {
    const unsigned char *value = sqlite3_column_text(history.latest, 4);
    int length = sqlite3_column_bytes(history.latest, 4);
    sum += lengths[sqlite3_column_int(history.latest, 0)] + sqlite3_column_int64(history.latest, 1) % 1000003;
    sum += sqlite3_column_int64(history.latest, 2) + sqlite3_column_type(history.latest, 3) + length + value[length - 2];
  }
  expect(code, SQLITE_DONE, history.db, "latest");
  sqlite3_reset(history.latest);
  return sum;
}

/* The file is filled when it is asked for the first time, which is the warm-up. Each question is a read transaction of its own. */
outcome history_latest(bench *b, int64_t nanos) {
  outcome done = {0, 0, 0};
  if (history.db == NULL) open_history(b);
  int64_t start = now_nanos();
  int64_t others = 0;
  do {
    step_done(history.begin);
    int64_t sum = read_latest((int)(done.operations % history.sites));
    step_done(history.commit);
    if (done.operations == 0) done.check = sum;
    others ^= sum;
    done.operations++;
    done.nanos = now_nanos() - start;
  } while (done.nanos < nanos);
  if (others == INT64_MIN) fail("impossible sum"); /* keeps every read alive in the eyes of the compiler */
  return done;
}
