/*
 * Tests of fault_vfs.c without Java.
 *
 *     cc -std=c11 -I <folder of sqlite3.h> fault_vfs_test.c fault_vfs.c <libtektite-sqlite> -lpthread -o test
 *     ./test [SCALE [TEST]]
 *
 * It works in a folder of its own under $TMPDIR (best a memory-backed one: it syncs often), prints a line for each test
 * and ends with 1 at the first failure. SCALE multiplies the lengths of the loads of the power cuts.
 */
#define _GNU_SOURCE
#include "fault_load.h"

/* ---- the VFS itself ---- */

static void opens_by_either_name_and_by_uri(void) {
  char uri[700];
  snprintf(uri, sizeof uri, "file:%s?vfs=tektite-fault", database);
  const char *names[] = {"tektite-fault", NAME, NULL};
  for (int i = 0; i < 3; i++) {
    if (i < 2) sqlite3_close(new_database(names[i], WAL_FULL));
    else fault_reset(script, 0);
    sqlite3 *db = i < 2 ? open_as(database, names[i]) : open_as(uri, NULL);
    CHECK(strcmp(text(db, "pragma journal_mode"), "wal") == 0, "no WAL by %s", i < 2 ? names[i] : uri);
    CHECK(commit(db) == SQLITE_OK && fault_count(script, WRITE) > 0, "nothing was counted, case %d", i);
    expect_sound(db, "open by name", i);
    sqlite3_close(db);
  }
}

static void the_wal_index_header_is_read_through_the_file_pointer(void) {
  const char *names[] = {"tektite-fault", NAME};
  for (int i = 0; i < 2; i++) {
    sqlite3 *db = new_database(names[i], WAL_FULL), *reader = open_as(database, names[i]);
    text(reader, "select count(*) from row");
    sqlite3_file *file = NULL;
    void volatile *header = NULL;
    CHECK(!sqlite3_file_control(reader, "main", SQLITE_FCNTL_FILE_POINTER, &file) && file, "no file pointer");
    CHECK(file->pMethods->iVersion == 2, "version %d: memory-mapped reads would pass by", file->pMethods->iVersion);
    CHECK(!file->pMethods->xShmMap(file, 0, 32768, 0, &header) && header, "no shared memory");
    uint32_t before = ((volatile uint32_t *)header)[2], frames = ((volatile uint32_t *)header)[4];
    CHECK(((volatile uint32_t *)header)[0] == 3007000, "not a WAL-index header");
    commit(db);
    CHECK(((volatile uint32_t *)header)[2] != before, "the change counter stands still");
    CHECK(((volatile uint32_t *)header)[4] > frames, "no more frames");
    sqlite3_close(reader);
    sqlite3_close(db);
  }
}

static void files_without_a_script_pass(void) {
  sqlite3 *db = new_database(NAME, WAL_FULL), *other;
  char path[600];
  snprintf(path, sizeof path, "%s/other.db", home);
  fault_rule(script, CHANGES, ANY, 1, FROM_THEN_ON, FAIL, SQLITE_IOERR, 0);
  other = open_as(path, NAME);
  run(other, WAL_FULL "; create table t(x); insert into t values (1)");
  CHECK(commit(db) == SQLITE_IOERR, "the script of %s does not hold", database);
  sqlite3_close(other);
  reopen(db, "other files", 0);
}

static void encrypted_files_stay_encrypted(void) {
  char path[1000], bytes[100000];
  sqlite3 *db = new_database(NAME, "pragma key='secret'; " WAL_FULL);
  run(db, "create table t(x); insert into t values (hex(zeroblob(2000)) || 'the marker')");
  CHECK(0 <= fault_image(script, images, 1, KEEP_ALL, IMAGE), "no image");
  const char *suffixes[] = {"", "-wal"};
  for (int i = 0; i < 2; i++) {
    snprintf(path, sizeof path, "%s/%lld/a.db%s", images, (long long)fault_count(script, STEPS), suffixes[i]);
    FILE *file = fopen(path, "rb");
    size_t size = file ? fread(bytes, 1, sizeof bytes, file) : 0;
    if (file) fclose(file);
    CHECK(size > 0 || i == 0, "no image of %s", path);
    CHECK(!memmem(bytes, size, "the marker", 10) && !memmem(bytes, size, "SQLite format", 13), "%s is readable", path);
  }
  snprintf(path, sizeof path, "%s/%lld/a.db", images, (long long)fault_count(script, STEPS));
  sqlite3 *image = open_as(path, NULL);
  run(image, "pragma key='secret'");
  CHECK(strcmp(text(image, "select substr(x, -10) from t"), "the marker") == 0, "%s", sqlite3_errmsg(image));
  sqlite3_close(image);
  sqlite3_close(db);
}

/* ---- failures ---- */

static int check_images(const char *when, int losses_allowed, int *count);

/* Fails the n-th operation for n = 1, 2, ... until the load is over before; checks the connection and a new one. */
static int fail_each(const char *settings, int operation, int repeat, int action, int code, int kept) {
  for (int n = 1;; n++) {
    sqlite3 *db = new_database(NAME, settings);
    CHECK(commit(db) == SQLITE_OK, "no first commit");
    int64_t before = fault_count(script, operation);
    CHECK(!fault_rule(script, 1 << operation, ANY, n, repeat, action, code, kept), "no rule");
    int failed = load(db);
    int over = fault_count(script, operation) - before < n;
    if (repeat == FROM_THEN_ON && n == 1 && operation == WRITE) CHECK(failed == 9, "only %d failed", failed);
    CHECK(failed == 0 || last_error == code, "n = %d: error %d instead of %d", n, last_error, code);
    if (repeat == ONCE) expect_sound(db, settings, n);
    reopen(db, settings, n);
    if (over) return n - 1;
  }
}

static void each_write_or_sync_fails(void) {
  int cases = 0;
  for (int mode = 0; mode < 4; mode++) {
    const char *settings = full_modes[mode];
    for (int repeat = ONCE; repeat <= FROM_THEN_ON; repeat++) {
      cases += fail_each(settings, WRITE, repeat, FAIL, SQLITE_IOERR_WRITE, 0);
      cases += fail_each(settings, SYNC, repeat, FAIL, SQLITE_IOERR_FSYNC, 0);
    }
    cases += fail_each(settings, WRITE, ONCE, FAIL, SQLITE_FULL, 0);
    cases += fail_each(settings, WRITE, ONCE, TEAR, SQLITE_IOERR_WRITE, 700);
    cases += fail_each(settings, OTHER, ONCE, FAIL, SQLITE_IOERR_TRUNCATE, 0);
  }
  printf("  %d failing operations\n", cases);
}

static void only_the_named_kind_of_file_fails(void) {
  sqlite3 *db = new_database(NAME, WAL_FULL);
  fault_rule(script, 1 << WRITE, DATABASE, 1, FROM_THEN_ON, FAIL, SQLITE_IOERR_WRITE, 0);
  CHECK(commit(db) == SQLITE_OK, "a commit wrote to the database file");
  CHECK(try(db, "pragma wal_checkpoint(truncate)") == SQLITE_IOERR_WRITE, "the checkpoint did not fail");
  fault_reset(script, 0);
  fault_rule(script, 1 << WRITE, WAL, 2, ONCE, FAIL, SQLITE_IOERR_WRITE, 0);
  CHECK(commit(db) == SQLITE_IOERR_WRITE && commit(db) == SQLITE_OK, "the second write to the WAL did not fail");
  reopen(db, "kinds", 0);
}

static void a_rule_meets_exactly_its_operation(void) {
  for (int n = 1; n <= 6; n++) {
    sqlite3 *db = new_database(NAME, WAL_FULL);
    int64_t before = fault_count(script, WRITE);
    fault_rule(script, 1 << WRITE, ANY, n, ONCE, FAIL, SQLITE_IOERR_WRITE, 0);
    CHECK(commit(db) == SQLITE_IOERR_WRITE, "write %d did not fail", n);
    CHECK(fault_count(script, WRITE) == before + n, "%lld writes", (long long)(fault_count(script, WRITE) - before));
    CHECK(commit(db) == SQLITE_OK, "more than write %d failed", n);
    sqlite3_close(db);
  }
}

static void a_torn_write_keeps_its_first_bytes(void) {
  for (int kept = 0; kept < 24; kept += 5) {
    char wal[700];
    struct stat before, after;
    snprintf(wal, sizeof wal, "%s-wal", database);
    sqlite3 *db = new_database(NAME, WAL_FULL);
    stat(wal, &before);
    fault_rule(script, 1 << WRITE, WAL, 1, ONCE, TEAR, SQLITE_IOERR_WRITE, kept); /* the 24 bytes before a page */
    CHECK(commit(db) == SQLITE_IOERR_WRITE, "the write did not fail");
    stat(wal, &after);
    CHECK(after.st_size == before.st_size + kept, "%d bytes, not %d", (int)(after.st_size - before.st_size), kept);
    sqlite3_close(db);
  }
}

static void a_sync_that_only_pretends_loses_the_commit(void) {
  sqlite3 *db = new_database(NAME, WAL_FULL);
  fault_rule(script, 1 << SYNC, WAL, 1, FROM_THEN_ON, FAIL, SQLITE_OK, 0);
  CHECK(commit(db) == SQLITE_OK, "%s", sqlite3_errmsg(db));
  CHECK(0 <= fault_image(script, images, 0, KEEP_SYNCED, IMAGE), "no image");
  int count = 0, lossy = check_images("a lying disk", 1, &count);
  CHECK(lossy == 1 && count == 1, "%d of %d images without the commit", lossy, count);
  sqlite3_close(db);
}

static void room_that_is_freed_can_be_used_again(void) {
  for (int mode = 1; mode <= 2; mode++) { /* journals that are deleted, or truncated, after each commit */
    sqlite3 *db = new_database(NAME, full_modes[mode]);
    commit(db);
    fault_room(script, 100000);
    for (int i = 0; i < 100; i++) run(db, "update row set filler = hex(randomblob(500))");
    fault_room(script, 1000);
    CHECK(try(db, "update row set filler = hex(randomblob(500))") == SQLITE_FULL, "no room was needed");
    sqlite3_close(db);
  }
}

static void reads_fail(void) {
  sqlite3 *db = new_database("tektite-fault", DELETE_FULL "; pragma cache_size=1");
  for (int i = 0; i < 50; i++) commit(db);
  fault_rule(script, 1 << READ, DATABASE, 20, ONCE, FAIL, SQLITE_IOERR_READ, 0);
  CHECK(try(db, "select sum(length(filler)) from row") == SQLITE_IOERR_READ, "%s", sqlite3_errmsg(db));
  run(db, "select sum(length(filler)) from row");
  sqlite3_close(db);
}

static void the_disk_fills_up(void) {
  int full = 0;
  for (int mode = 0; mode < 4; mode++)
    for (int64_t room = 0, failed = 1; failed; room += 1111) {
      sqlite3 *db = new_database(NAME, full_modes[mode]);
      CHECK(commit(db) == SQLITE_OK, "no first commit");
      fault_room(script, room);
      failed = load(db);
      full += failed > 0;
      CHECK(!failed || last_error == SQLITE_FULL, "room %lld: error %d", (long long)room, last_error);
      fault_room(script, -1);
      CHECK(commit(db) == SQLITE_OK, "room %lld: no commit with room again", (long long)room);
      expect_sound(db, "disk full", room);
      reopen(db, "disk full", room);
    }
  printf("  %d full disks\n", full);
}

/* ---- power cuts ---- */

/* Checks all images; returns how many were flawed, which is an error unless losses are allowed. */
static int check_images(const char *when, int losses_allowed, int *count) {
  int flawed = 0;
  DIR *entries = opendir(images);
  for (struct dirent *entry; (entry = readdir(entries));) {
    char path[1000];
    if (entry->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "%s/%s/a.db", images, entry->d_name);
    sqlite3 *db = open_as(path, NULL);
    const char *wrong = flaw(db, losses_allowed ? -1 : atoll(entry->d_name));
    CHECK(!wrong || losses_allowed == 2, "%s, image %s: %s", when, entry->d_name, wrong);
    if (losses_allowed == 1) flawed += flaw(db, atoll(entry->d_name)) != NULL;
    else flawed += wrong != NULL;
    ++*count;
    sqlite3_close(db);
  }
  closedir(entries);
  return flawed;
}

/* Takes an image after every step of a load. */
static int images_of(const char *settings, int keep, int64_t seed, int losses_allowed, int *count) {
  sqlite3 *db = new_database(NAME, settings);
  commit(db);
  CHECK(0 <= fault_image(script, images, seed, keep, 0), "no target");
  CHECK(!fault_rule(script, CHANGES, ANY, 1, EVERY, IMAGE, 0, 0), "no rule");
  for (int i = 0; i < 9 * scale; i++) {
    CHECK(commit(db) == SQLITE_OK, "%s", sqlite3_errmsg(db));
    if (i % 3 == 2) run(db, "pragma wal_checkpoint(passive)");
    if (i % 4 == 3) run(db, "pragma wal_checkpoint(truncate)");
    if (i % 7 == 6) run(db, "vacuum");
  }
  sqlite3_close(db);
  return check_images(settings, losses_allowed, count);
}

static void every_acknowledged_commit_survives_a_power_cut(void) {
  int count = 0;
  for (int mode = 0; mode < 4; mode++) {
    images_of(full_modes[mode], KEEP_SYNCED, 0, 0, &count);
    images_of(full_modes[mode], KEEP_ALL, 0, 0, &count);
    for (int64_t seed = 1; seed <= 2 * scale; seed++) images_of(full_modes[mode], KEEP_SOME, seed, 0, &count);
  }
  printf("  %d images\n", count);
}

static void without_a_sync_for_each_commit_the_newest_may_be_lost_but_the_rest_is_sound(void) {
  int count = 0, lossy = images_of(WAL_NORMAL, KEEP_SYNCED, 0, 1, &count);
  CHECK(lossy > 0, "synchronous=normal lost nothing: the model keeps what no sync has reached");
  for (int64_t seed = 1; seed <= 3 * scale; seed++) images_of(WAL_NORMAL, KEEP_SOME, seed * 1000, 1, &count);
  printf("  %d images, of the first %d without their newest commits\n", count, lossy);
}

static void a_missing_sync_is_found(void) {
  int count = 0, flawed = images_of("pragma journal_mode=delete; pragma synchronous=off", KEEP_SOME, 5, 2, &count);
  CHECK(flawed > 0, "synchronous=off left no flaw: the model is too kind");
  printf("  %d of %d images are damaged, as they should be\n", flawed, count);
}

static void everything_fails_when_the_power_is_off(void) {
  int cuts = 0;
  for (int n = 1;; n++, cuts++) {
    sqlite3 *db = new_database(NAME, WAL_FULL), *other;
    CHECK(0 <= fault_image(script, images, n, n % 3, 0), "no target");
    int64_t before = fault_count(script, STEPS);
    fault_rule(script, CHANGES, ANY, n, ONCE, n % 2 ? IMAGE | CUT : TEAR | IMAGE | CUT, SQLITE_OK, n * 97 % 4000);
    if (n % 2 == 0) { /* tears are for writes */
      fault_reset(script, 0);
      before = 0;
      fault_rule(script, 1 << WRITE, ANY, n, ONCE, TEAR | IMAGE | CUT, SQLITE_OK, n * 97 % 4000);
    }
    int failed = load(db);
    if (failed == 0 && fault_count(script, n % 2 ? STEPS : WRITE) - before < n) {
      sqlite3_close(db);
      break;
    }
    CHECK(commit(db) != SQLITE_OK, "n = %d: a commit without power", n);
    int64_t steps = fault_count(script, STEPS);
    CHECK(commit(db) != SQLITE_OK && fault_count(script, STEPS) == steps, "n = %d: counted without power", n);
    CHECK(sqlite3_open_v2(database, &other, SQLITE_OPEN_READWRITE, NAME) != SQLITE_OK
        || try(other, "select count(*) from row") != SQLITE_OK, "n = %d: opened without power", n);
    sqlite3_close(other);
    int count = 0;
    check_images("power cut", 0, &count);
    CHECK(count == 1, "n = %d: %d images", n, count);
    reopen(db, "power again", n);
  }
  printf("  %d power cuts\n", cuts);
}

static void the_same_seed_gives_the_same_image(void) {
  sqlite3 *db = new_database(NAME, WAL_NORMAL);
  for (int i = 0; i < 20; i++) commit(db);
  static char first[1 << 20], again[1 << 20];
  char path[1000];
  size_t size[3];
  for (int i = 0; i < 3; i++) {
    CHECK(0 <= fault_image(script, images, i < 2 ? 7 : 8, KEEP_SOME, IMAGE), "no image");
    snprintf(path, sizeof path, "%s/%lld/a.db-wal", images, (long long)fault_count(script, STEPS));
    FILE *file = fopen(path, "rb");
    CHECK(file, "no %s", path);
    size[i] = fread(i ? again : first, 1, sizeof first, file);
    fclose(file);
    int same = size[i] == size[0] && memcmp(i ? again : first, first, size[0]) == 0;
    CHECK(same == (i < 2), "seed %d: %s", i < 2 ? 7 : 8, same ? "the same" : "another image");
  }
  sqlite3_close(db);
}

static void a_file_that_was_replaced_while_closed_is_read_again(void) {
  sqlite3 *db = new_database(NAME, DELETE_FULL);
  commit(db);
  sqlite3_close(db);
  FILE *file = fopen(database, "r+b"); /* the file keeps its size: only the application id, at offset 68, changes */
  fseek(file, 68, SEEK_SET);
  fputs("same", file);
  fclose(file);
  db = open_as(database, NAME);
  CHECK(0 <= fault_image(script, images, 0, KEEP_SYNCED, IMAGE), "no image");
  char path[1000];
  snprintf(path, sizeof path, "%s/%lld/a.db", images, (long long)fault_count(script, STEPS));
  sqlite3 *image = open_as(path, NULL);
  CHECK(atoi(text(image, "pragma application_id")) == 0x73616d65, "the image has the old content");
  sqlite3_close(image);
  sqlite3_close(db);
}

/* ---- threads ---- */

static void *checkpoint_until_told(void *done) {
  sqlite3 *db = open_as(database, NAME);
  run(db, "pragma synchronous=full");
  sqlite3_busy_timeout(db, 10000);
  while (!__atomic_load_n((int *)done, __ATOMIC_ACQUIRE)) try(db, "pragma wal_checkpoint(restart)");
  sqlite3_close(db);
  return NULL;
}

static void images_are_right_while_another_thread_checkpoints(void) {
  int count = 0, done = 0;
  for (int keep = KEEP_SYNCED; keep <= KEEP_SOME; keep++) {
    pthread_t thread;
    sqlite3 *db = new_database(NAME, WAL_FULL "; pragma mmap_size=10000000");
    sqlite3_busy_timeout(db, 10000);
    done = 0;
    CHECK(0 <= fault_image(script, images, keep, keep, 0), "no target");
    CHECK(!fault_rule(script, CHANGES, ANY, 5, EVERY, IMAGE, 0, 0), "no rule");
    CHECK(pthread_create(&thread, NULL, checkpoint_until_told, &done) == 0, "no thread");
    for (int i = 0; i < 25 * scale; i++) CHECK(commit(db) == SQLITE_OK, "%s", sqlite3_errmsg(db));
    __atomic_store_n(&done, 1, __ATOMIC_RELEASE);
    pthread_join(thread, NULL);
    expect_sound(db, "two threads", keep);
    sqlite3_close(db);
    check_images("two threads", 0, &count);
  }
  printf("  %d images\n", count);
}

static const struct { const char *name; void (*run)(void); } tests[] = {
#define TEST(name) {#name, name}
  TEST(opens_by_either_name_and_by_uri),
  TEST(the_wal_index_header_is_read_through_the_file_pointer),
  TEST(files_without_a_script_pass),
  TEST(encrypted_files_stay_encrypted),
  TEST(only_the_named_kind_of_file_fails),
  TEST(a_rule_meets_exactly_its_operation),
  TEST(a_torn_write_keeps_its_first_bytes),
  TEST(a_sync_that_only_pretends_loses_the_commit),
  TEST(room_that_is_freed_can_be_used_again),
  TEST(reads_fail),
  TEST(each_write_or_sync_fails),
  TEST(the_disk_fills_up),
  TEST(every_acknowledged_commit_survives_a_power_cut),
  TEST(without_a_sync_for_each_commit_the_newest_may_be_lost_but_the_rest_is_sound),
  TEST(a_missing_sync_is_found),
  TEST(everything_fails_when_the_power_is_off),
  TEST(the_same_seed_gives_the_same_image),
  TEST(a_file_that_was_replaced_while_closed_is_read_again),
  TEST(images_are_right_while_another_thread_checkpoints),
};

static void leave_nothing(void) {
  empty_folder(home);
  rmdir(home);
}

int main(int arguments, char **argument) {
  if (arguments > 1) scale = atoi(argument[1]);
  const char *temporary = getenv("TMPDIR");
  snprintf(home, sizeof home, "%s/fault-vfs-test-XXXXXX", temporary ? temporary : "/tmp");
  CHECK(mkdtemp(home), "cannot make %s", home);
  atexit(leave_nothing);
  snprintf(database, sizeof database, "%s/a.db", home);
  snprintf(images, sizeof images, "%s/images", home);
  int rc = fault_install((void *(*)(const char *))sqlite3_vfs_find, (int (*)(void *, int))sqlite3_vfs_register,
      sqlite3mc_vfs_create);
  CHECK(rc == SQLITE_OK, "cannot install: %d", rc);
  for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
    if (arguments > 2 && strcmp(argument[2], tests[i].name) != 0) continue;
    tests[i].run();
    printf("ok %s\n", tests[i].name);
    fflush(stdout);
  }
  return 0;
}
