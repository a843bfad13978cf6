/* The writing cases. Each begins with an empty table and ends by counting: what was acknowledged must be there. */
#include <stdlib.h>

#include "bench.h"

static void verify(connection *c, int64_t acknowledged) {
  int64_t found = count_entries(c);
  if (found != acknowledged) fail("%lld rows were acknowledged, but %lld were found", (long long)acknowledged, (long long)found);
}

/* One row per commit: a statement outside BEGIN commits by itself. */
static outcome commit_rows(connection *c, int64_t nanos) {
  const item_values *rows = samples();
  outcome done = {0, 0, 0};
  clear_entries(c);
  int64_t start = now_nanos();
  do {
    bind_values(c->insert, &rows[done.operations % SAMPLES]);
    step_done(c->insert);
    done.operations++;
    done.nanos = now_nanos() - start;
  } while (done.nanos < nanos);
  verify(c, done.operations);
  return done;
}

outcome commit_1_full(bench *b, int64_t nanos) {
  return commit_rows(&b->full, nanos);
}

outcome commit_1_normal(bench *b, int64_t nanos) {
  return commit_rows(&b->normal, nanos);
}

static int64_t insert_block(connection *c, int64_t count) {
  const item_values *rows = samples();
  int64_t start = now_nanos();
  step_done(c->begin);
  for (int64_t i = 0; i < count; i++) {
    bind_values(c->insert, &rows[i % SAMPLES]);
    step_done(c->insert);
  }
  step_done(c->commit);
  return now_nanos() - start;
}

/* The time counts only the blocks: emptying the table between them does not belong to the work. */
static outcome insert_blocks(connection *c, int64_t nanos, int64_t count) {
  outcome done = {0, 0, 0};
  do {
    clear_entries(c);
    done.nanos += insert_block(c, count);
    done.operations += count;
    verify(c, count);
  } while (done.nanos < nanos);
  return done;
}

outcome bulk_insert(bench *b, int64_t nanos) {
  return insert_blocks(&b->full, nanos, BULK_ROWS);
}

outcome bulk_records(bench *b, int64_t nanos) {
  return insert_blocks(&b->full, nanos, b->records);
}
