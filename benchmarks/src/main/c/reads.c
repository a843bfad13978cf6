/* The reading cases. A statement outside BEGIN is a read transaction of its own: it begins with the first step and ends with reset. */
#include <pthread.h>

#include "bench.h"

enum { READS_PER_LOOK = 100 };

/* Takes all five columns of the current row, as a program that uses them would: texts with their length, touched at their end. */
static int64_t sum_of_row(sqlite3_stmt *row) {
  int64_t sum = sqlite3_column_int64(row, 0);
  const unsigned char *name = sqlite3_column_text(row, 1);
  int name_bytes = sqlite3_column_bytes(row, 1);
  const unsigned char *category = sqlite3_column_text(row, 2);
  int category_bytes = sqlite3_column_bytes(row, 2);
  sum += name_bytes + name[name_bytes - 1] + category_bytes + category[category_bytes - 1];
  return sum + (int64_t)sqlite3_column_double(row, 3) + sqlite3_column_int(row, 4);
}

int64_t read_point(sqlite3_stmt *point, int64_t id) {
  sqlite3_bind_int64(point, 1, id);
  int code = sqlite3_step(point);
  if (code != SQLITE_ROW) expect(code, SQLITE_ROW, sqlite3_db_handle(point), "point read");
  int64_t sum = sum_of_row(point);
  sqlite3_reset(point);
  return sum;
}

static int64_t read_points(sqlite3_stmt *point, uint64_t *keys, int times) {
  int64_t sum = 0;
  for (int i = 0; i < times; i++) sum += read_point(point, next_key(keys));
  return sum;
}

/* Point reads until the time is over; the clock is looked at once in a while. The check is the sum of the first reads. */
static outcome read_until(connection *c, uint64_t seed, int64_t nanos) {
  outcome done = {0, 0, 0};
  uint64_t keys = seed;
  int64_t start = now_nanos();
  int64_t others = 0;
  do {
    int64_t sum = read_points(c->point, &keys, READS_PER_LOOK);
    if (done.operations == 0) done.check = sum;
    others ^= sum;
    done.operations += READS_PER_LOOK;
    done.nanos = now_nanos() - start;
  } while (done.nanos < nanos);
  if (others == INT64_MIN) fail("impossible sum"); /* keeps every read alive in the eyes of the compiler */
  return done;
}

outcome point_read(bench *b, int64_t nanos) {
  return read_until(&b->reader, 1, nanos);
}

/* Another connection of this process stays in a read transaction, which spares each read the calls of fcntl for the shared lock. */
outcome point_read_anchor(bench *b, int64_t nanos) {
  step_done(b->second_reader.begin);
  read_point(b->second_reader.point, 1);
  outcome done = read_until(&b->reader, 1, nanos);
  step_done(b->second_reader.commit);
  return done;
}

typedef struct {
  connection *connection;
  pthread_barrier_t *together;
  uint64_t seed;
  int64_t nanos;
  outcome done;
} reading_thread;

static void *read_beside_others(void *argument) {
  reading_thread *self = argument;
  pthread_barrier_wait(self->together);
  self->done = read_until(self->connection, self->seed, self->nanos);
  return NULL;
}

outcome point_read_2(bench *b, int64_t nanos) {
  pthread_barrier_t together;
  pthread_t second;
  pthread_barrier_init(&together, NULL, 2);
  reading_thread mine = {&b->reader, &together, 1, nanos, {0, 0, 0}};
  reading_thread other = {&b->second_reader, &together, 2, nanos, {0, 0, 0}};
  if (pthread_create(&second, NULL, read_beside_others, &other) != 0) fail("no second thread could be started");
  read_beside_others(&mine);
  pthread_join(second, NULL);
  pthread_barrier_destroy(&together);
  outcome both = mine.done;
  both.operations += other.done.operations;
  both.check += other.done.check;
  if (other.done.nanos > both.nanos) both.nanos = other.done.nanos;
  return both;
}

outcome reads_in_block(bench *b, int64_t nanos) {
  outcome done = {0, 0, 0};
  uint64_t keys = 1;
  int64_t start = now_nanos();
  do {
    step_done(b->reader.begin);
    int64_t sum = read_points(b->reader.point, &keys, READS_PER_BLOCK);
    step_done(b->reader.commit);
    if (done.operations == 0) done.check = sum;
    done.operations += READS_PER_BLOCK;
    done.nanos = now_nanos() - start;
  } while (done.nanos < nanos);
  return done;
}

static int64_t scan_once(sqlite3_stmt *statement, int64_t *rows) {
  int64_t sum = 0;
  int code;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    sum += sum_of_row(statement);
    ++*rows;
  }
  expect(code, SQLITE_DONE, sqlite3_db_handle(statement), "scan");
  sqlite3_reset(statement);
  return sum;
}

outcome scan(bench *b, int64_t nanos) {
  outcome done = {0, 0, 0};
  int64_t start = now_nanos();
  do {
    done.check = scan_once(b->reader.scan, &done.operations);
    done.nanos = now_nanos() - start;
  } while (done.nanos < nanos);
  return done;
}
