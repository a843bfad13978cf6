/*
 * The benchmark's C program: the same work on the same SQLite library, without anything in between.
 *
 * It is a child process that obeys lines on its standard input ("run point-read 500") and answers each with one line on its standard output
 * ("ok <operations> <nanoseconds> check=<sum>"). One file per subject: data.c (what is stored), connection.c (how files are opened),
 * reads.c, writes.c and whole.c (the cases), disk.c (the cost of an fsync), main.c (the protocol).
 */
#ifndef TEKTITE_BENCH_H
#define TEKTITE_BENCH_H

#include <stdint.h>

#include "sqlite3.h"

enum { ITEMS = 200000, SMALL_ITEMS = 100, SAMPLES = 1024, BULK_ROWS = 100000, READS_PER_BLOCK = 1000, TEXT_BYTES = 32 };

#define SELECT_ITEM "select id, name, category, price, quantity from item where id = ?"
#define SELECT_ITEMS "select id, name, category, price, quantity from item"
#define INSERT_ENTRY "insert into entry(name, category, price, quantity) values (?, ?, ?, ?)"
#define INSERT_ITEM "insert into item(name, category, price, quantity) values (?, ?, ?, ?)"

/* The values of one row but its id. */
typedef struct {
  char name[TEXT_BYTES];
  char category[TEXT_BYTES];
  int name_bytes;
  int category_bytes;
  double price;
  int quantity;
} item_values;

/* One connection and its prepared statements; one thread at a time. */
typedef struct {
  sqlite3 *db;
  sqlite3_stmt *begin;
  sqlite3_stmt *commit;
  sqlite3_stmt *point;
  sqlite3_stmt *scan;
  sqlite3_stmt *insert;
} connection;

/* What a case has done: operations, the time they took, and a sum over their results that is the same for every contender. */
typedef struct {
  int64_t operations;
  int64_t nanos;
  int64_t check;
} outcome;

/* What one flush costs, in nanoseconds. */
typedef struct {
  int64_t append_fsync;
  int64_t append_fdatasync;
  int64_t overwrite_fdatasync;
} sync_costs;

/* Everything that is opened once and used by all cases. */
typedef struct {
  const char *folder;
  int64_t records; /* of one block of bulk-records */
  connection reader;
  connection second_reader;
  connection full;
  connection normal;
} bench;

/* data.c */
item_values values_of(int64_t id);
const item_values *samples(void);
int64_t next_key(uint64_t *state);
void create_files(const char *folder);
int64_t count_entries(connection *c);
void clear_entries(connection *c);

/* connection.c */
void file_in(char *path, int size, const char *folder, const char *name);
sqlite3 *open_database(const char *folder, const char *name, const char *synchronous);
sqlite3_stmt *prepare(sqlite3 *db, const char *sql);
connection connect_to(const char *folder, const char *name, const char *synchronous);
void execute(sqlite3 *db, const char *sql);
void step_done(sqlite3_stmt *statement);
void bind_values(sqlite3_stmt *statement, const item_values *values);
void expect(int got, int expected, sqlite3 *db, const char *what);
_Noreturn void fail(const char *format, ...);

/* reads.c */
int64_t read_point(sqlite3_stmt *point, int64_t id);
outcome point_read(bench *b, int64_t nanos);
outcome point_read_anchor(bench *b, int64_t nanos);
outcome point_read_2(bench *b, int64_t nanos);
outcome reads_in_block(bench *b, int64_t nanos);
outcome scan(bench *b, int64_t nanos);

/* writes.c */
outcome commit_1_full(bench *b, int64_t nanos);
outcome commit_1_normal(bench *b, int64_t nanos);
outcome bulk_insert(bench *b, int64_t nanos);
outcome bulk_records(bench *b, int64_t nanos);

/* history.c */
outcome history_latest(bench *b, int64_t nanos);

/* whole.c */
outcome open_query_close(bench *b, int64_t nanos);

/* disk.c */
sync_costs measure_sync(const char *folder, int times);

/* main.c */
int64_t now_nanos(void);

#endif
