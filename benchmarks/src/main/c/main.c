/* The protocol: "run <case> <milliseconds> records=<rows>", "sync <times>" or "quit", a line each; end of input quits too. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "bench.h"

static const struct {
  const char *name;
  outcome (*run)(bench *b, int64_t nanos);
} CASES[] = {
    {"point-read", point_read},
    {"point-read-anchor", point_read_anchor},
    {"point-read-2", point_read_2},
    {"reads-in-block", reads_in_block},
    {"scan-rows", scan},
    {"scan-records", scan},
    {"commit-1-full", commit_1_full},
    {"commit-1-normal", commit_1_normal},
    {"bulk-insert", bulk_insert},
    {"bulk-records", bulk_records},
    {"open-query-close", open_query_close},
    {"history-latest", history_latest},
};

int64_t now_nanos(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void run_case(bench *b, const char *name, int64_t nanos) {
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
    if (strcmp(CASES[i].name, name) == 0) {
      outcome done = CASES[i].run(b, nanos);
      printf("ok %lld %lld check=%lld\n", (long long)done.operations, (long long)done.nanos, (long long)done.check);
      return;
    }
  }
  fail("no case has the name %s", name);
}

static void answer_sync(bench *b, int times) {
  sync_costs costs = measure_sync(b->folder, times);
  printf("ok %d %lld fdatasync=%lld overwrite=%lld\n", times, (long long)costs.append_fsync, (long long)costs.append_fdatasync,
         (long long)costs.overwrite_fdatasync);
}

static void obey(bench *b) {
  char line[256];
  char name[64];
  int number;
  int records;
  while (fgets(line, sizeof line, stdin) != NULL && strcmp(line, "quit\n") != 0) {
    if (sscanf(line, "run %63s %d", name, &number) == 2) {
      const char *option = strstr(line, " records=");
      if (option != NULL && sscanf(option, " records=%d", &records) == 1) b->records = records;
      run_case(b, name, (int64_t)number * 1000000);
    } else if (sscanf(line, "sync %d", &number) == 1) {
      answer_sync(b, number);
    } else {
      fail("not understood: %s", line);
    }
    fflush(stdout);
  }
}

int main(int count, char **arguments) {
  if (count != 2) fail("usage: bench <folder for its files>");
  bench b;
  b.folder = arguments[1];
  b.records = 1000000;
  create_files(b.folder);
  b.reader = connect_to(b.folder, "full.db", "full");
  b.second_reader = connect_to(b.folder, "full.db", "full");
  b.full = connect_to(b.folder, "full.db", "full");
  b.normal = connect_to(b.folder, "normal.db", "normal");
  printf("ready SQLite %s\n", sqlite3_libversion());
  fflush(stdout);
  obey(&b);
  return 0;
}
