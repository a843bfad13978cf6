/* What one flush to the disk costs here: the floor under every durable commit. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"

enum { WRITE_BYTES = 4096, MOST_TIMES = 1000 };

static int by_size(const void *left, const void *right) {
  int64_t a = *(const int64_t *)left;
  int64_t b = *(const int64_t *)right;
  return (a > b) - (a < b);
}

/* The median time of writing 4 KiB at the file's position and flushing it. */
static int64_t median_of(int file, int times, int (*flush)(int)) {
  static char page[WRITE_BYTES];
  int64_t nanos[MOST_TIMES];
  memset(page, 'x', sizeof page);
  for (int i = 0; i < times; i++) {
    int64_t start = now_nanos();
    if (write(file, page, sizeof page) != (ssize_t)sizeof page || flush(file) != 0) fail("writing or flushing a file failed");
    nanos[i] = now_nanos() - start;
  }
  qsort(nanos, (size_t)times, sizeof nanos[0], by_size);
  return nanos[times / 2];
}

/* Overwriting is the case of a write-ahead log that is used again from its start: the file's size does not change, which spares the file system a write. */
sync_costs measure_sync(const char *folder, int times) {
  sync_costs costs;
  char path[4096];
  if (times < 1 || times > MOST_TIMES) fail("expected 1 to %d flushes, but was %d", MOST_TIMES, times);
  file_in(path, sizeof path, folder, "sync.tmp");
  int file = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0600);
  if (file < 0) fail("%s could not be opened", path);
  costs.append_fsync = median_of(file, times, fsync);
  costs.append_fdatasync = median_of(file, times, fdatasync);
  lseek(file, 0, SEEK_SET);
  costs.overwrite_fdatasync = median_of(file, times, fdatasync);
  close(file);
  unlink(path);
  return costs;
}
