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

static int64_t insert_block(connection *c) {
  const item_values *rows = samples();
  int64_t start = now_nanos();
  step_done(c->begin);
  for (int i = 0; i < BULK_ROWS; i++) {
    bind_values(c->insert, &rows[i % SAMPLES]);
    step_done(c->insert);
  }
  step_done(c->commit);
  return now_nanos() - start;
}

/* The time counts only the blocks: emptying the table between them does not belong to the work. */
outcome bulk_insert(bench *b, int64_t nanos) {
  outcome done = {0, 0, 0};
  do {
    clear_entries(&b->full);
    done.nanos += insert_block(&b->full);
    done.operations += BULK_ROWS;
    verify(&b->full, BULK_ROWS);
  } while (done.nanos < nanos);
  return done;
}
