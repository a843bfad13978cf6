/* A whole life of a connection: open, set the pragmas, read one row, close. */
#include "bench.h"

outcome open_query_close(bench *b, int64_t nanos) {
  outcome done = {0, 0, 0};
  int64_t start = now_nanos();
  do {
    sqlite3 *db = open_database(b->folder, "small.db", "full");
    sqlite3_stmt *point = prepare(db, SELECT_ITEM);
    done.check = read_point(point, SMALL_ITEMS);
    sqlite3_finalize(point);
    expect(sqlite3_close(db), SQLITE_OK, db, "close");
    done.operations++;
    done.nanos = now_nanos() - start;
  } while (done.nanos < nanos);
  return done;
}
