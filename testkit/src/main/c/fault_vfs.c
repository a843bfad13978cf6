/*
 * "tektite-fault": a SQLite VFS that fails on demand and knows what a power cut would leave.
 *
 * It sits just above the operating system, below the cipher layer of SQLite3 Multiple Ciphers (above that layer it
 * would switch the encryption of the WAL off: the layer knows its own files by their method table):
 *
 *     SQLite's pager  ->  multipleciphers-tektite-fault  ->  tektite-fault  ->  unix
 *
 * A script belongs to the files whose full name begins with its prefix and that are opened after fault_on; others pass.
 * It has a disk for each file: the durable bytes, and in their order the changes since, which no sync has reached yet.
 *
 * The model of a power cut: a write or a truncation is durable once a sync of its file has returned; a failed sync
 * changes nothing; creation and deletion of a file are durable at once. The image of a power cut is made from this
 * model, in memory, and written to other files: the database is never opened by a second descriptor, whose closing
 * would drop SQLite's POSIX locks. The -shm file is no part of it. Only changes made by this process are seen.
 */
#define _POSIX_C_SOURCE 200809L
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "sqlite3.h"

#define EXPORT __attribute__((visibility("default")))
#define CIPHERS "multipleciphers-"
#define SECTOR 512         /* bytes that a disk writes wholly or not at all */
#define TRUNCATION INT_MAX /* the length of a change that cuts the file at its offset */
#define RULES 8            /* of one script */

/* These numbers are the language of the exported functions, at the end. */
enum { WRITE, SYNC, OTHER, READ, STEPS, COUNTERS };    /* OTHER: truncation, deletion; STEPS: all but reads */
enum { DATABASE = 1, WAL = 2, JOURNAL = 4, SIDE = 8 }; /* kinds of files */
enum { ONCE, FROM_THEN_ON, EVERY };                    /* how often a rule holds after its n-th operation has come */
enum { FAIL = 1, TEAR = 2, IMAGE = 4, CUT = 8 };       /* what it does: see fault_rule */
enum { KEEP_SYNCED, KEEP_ALL, KEEP_SOME };             /* what an image has of the changes that were not synced */

typedef struct Bytes { unsigned char *data; size_t size; } Bytes;
typedef struct Change { struct Change *next; int64_t number, offset; int length; unsigned char data[]; } Change;
typedef struct Disk {
  struct Disk *next;
  int kind, handles, deleted;
  int64_t size; /* with all changes */
  Bytes durable;
  Change *first, *last;
  char name[];
} Disk;
typedef struct Rule { int operations, kinds, repeat, action, code, bytes; int64_t n, left; } Rule;
typedef struct Script { /* never freed: open files point to it */
  struct Script *next;
  Disk *disks;
  Rule rules[RULES];
  char *prefix, *target; /* target: the folder for images */
  int ended, off, keep;
  int64_t seed, counts[COUNTERS], room; /* room: bytes that the files may still grow by; < 0: without limit */
} Script;
typedef struct Handle { sqlite3_file base; Script *script; Disk *disk; } Handle; /* the file of the VFS below follows */
#define BELOW(file) ((sqlite3_file *)((Handle *)(file) + 1))
#define PASS(file, method, ...) BELOW(file)->pMethods->method(BELOW(file), ##__VA_ARGS__)

static sqlite3_vfs fault, *below; /* written by fault_install alone */
static Script *scripts;
static int64_t changes; /* so far; numbers them */

/* Guards every script and disk. Held during writes and truncations, so that the model has the order of the real file;
 * free during syncs and reads, so that they overlap with other work as they do in life. */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static void lock(void) { pthread_mutex_lock(&mutex); }
static void unlock(void) { pthread_mutex_unlock(&mutex); }

/* ---- the model of the disk ---- */

/* Like realloc; a test that runs out of memory is not worth going on with. */
static void *memory(void *old, size_t size) { void *new = realloc(old, size); if (!new) abort(); return new; }

static void grow(Bytes *bytes, size_t size) {
  if (size <= bytes->size) return;
  bytes->data = memory(bytes->data, size);
  memset(bytes->data + bytes->size, 0, size - bytes->size);
  bytes->size = size;
}

/* The next of a row of random numbers of 31 bits, the same for the same seed. */
static uint64_t draw(uint64_t *state) { return (*state = *state * 6364136223846793005u + 1442695040888963407u) >> 33; }

/* Applies a change; given a state to draw from, only some sectors of it. */
static void apply(Bytes *bytes, const Change *change, uint64_t *torn) {
  size_t offset = (size_t)change->offset, length = change->length == TRUNCATION ? 0 : (size_t)change->length;
  if (change->length == TRUNCATION) grow(bytes, offset), bytes->size = offset;
  for (size_t at = 0, part; at < length; at += part) {
    part = SECTOR - (offset + at) % SECTOR;
    if (part > length - at) part = length - at;
    if (torn && draw(torn) & 1) continue;
    grow(bytes, offset + at + part);
    memcpy(bytes->data + offset + at, change->data + at, part);
  }
}

/* Makes the changes up to a number durable: what a sync does. */
static void settle(Disk *disk, int64_t number) {
  for (Change *change; (change = disk->first) && change->number <= number; free(change)) {
    apply(&disk->durable, change, NULL);
    disk->first = change->next;
  }
}

static void remember(Disk *disk, const void *bytes, int length, int64_t offset) {
  int64_t end = bytes ? offset + length : offset;
  Change *change = memory(NULL, sizeof *change + (size_t)(end - offset));
  *change = (Change){.number = ++changes, .offset = offset, .length = length};
  if (bytes) memcpy(change->data, bytes, (size_t)length);
  if (disk->first) disk->last->next = change; else disk->first = change;
  disk->last = change;
  if (end > disk->size || length == TRUNCATION) disk->size = end;
}

static Disk **find_disk(Script *script, const char *name) {
  Disk **at = &script->disks;
  while (*at && strcmp((*at)->name, name) != 0) at = &(*at)->next;
  return at;
}

static void free_disk(Disk *disk) {
  settle(disk, INT64_MAX);
  free(disk->durable.data);
  free(disk);
}

/* Forgets a file; one that is still open, when it is closed. */
static void remove_disk(Disk **at) {
  Disk *disk = *at;
  *at = disk->next;
  disk->deleted = 1;
  if (disk->handles == 0) free_disk(disk);
}

/* ---- images of a power cut ---- */

/* Writes one file. With KEEP_SOME, about `rate` of 256 changes are kept; of the others half are lost, half are torn. */
static int write_image(const Disk *disk, const char *folder, int keep, uint64_t rate, uint64_t *random) {
  Bytes image = {memory(NULL, disk->durable.size + 1), disk->durable.size};
  if (image.size) memcpy(image.data, disk->durable.data, image.size);
  for (const Change *change = disk->first; change && keep != KEEP_SYNCED; change = change->next) {
    uint64_t drawn = keep == KEEP_ALL ? 0 : draw(random);
    int kept = keep == KEEP_ALL || (drawn & 0xff) < rate;
    if (kept || (drawn & 0x100 && change->length != TRUNCATION)) apply(&image, change, kept ? NULL : random);
  }
  char path[5000];
  snprintf(path, sizeof path, "%s%s", folder, strrchr(disk->name, '/'));
  FILE *file = fopen(path, "wb");
  int whole = file && (!image.size || fwrite(image.data, image.size, 1, file));
  free(image.data);
  return (!file || fclose(file) == 0) && whole ? SQLITE_OK : SQLITE_CANTOPEN;
}

/* Writes all files of a script into a folder of the target that is named by the step: never to the files themselves. */
static int write_images(const Script *script) {
  char folder[4096];
  snprintf(folder, sizeof folder, "%s/%lld", script->target, (long long)script->counts[STEPS]);
  uint64_t random = (uint64_t)(script->seed + script->counts[STEPS]), rate = draw(&random) & 0xff;
  int rc = mkdir(folder, 0777) == 0 || access(folder, W_OK) == 0 ? SQLITE_OK : SQLITE_CANTOPEN;
  for (const Disk *disk = script->disks; disk && !rc; disk = disk->next)
    rc = write_image(disk, folder, script->keep, rate, &random);
  return rc;
}

/* ---- rules ---- */

/* What is to happen to one operation: whether it goes on, the bytes to write, what to report, what to do afterwards. */
typedef struct Verdict { int proceed, length, code, afterwards; } Verdict;

static Verdict judge(Script *script, int operation, int kind, int length) {
  static const int without_power[] = {SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_IOERR, SQLITE_IOERR_READ};
  if (script->off) return (Verdict){.code = without_power[operation]};
  Verdict verdict = {.proceed = 1, .length = length};
  script->counts[operation]++;
  script->counts[STEPS] += operation != READ;
  for (Rule *rule = script->rules; rule < script->rules + RULES; rule++) {
    if (!(rule->operations & 1 << operation) || !(rule->kinds & kind) || --rule->left > 0) continue;
    if (rule->repeat == ONCE) rule->operations = 0;
    rule->left = rule->repeat == EVERY ? rule->n : 1;
    verdict.afterwards |= rule->action & (IMAGE | CUT);
    if (!(rule->action & (FAIL | TEAR))) continue;
    int kept = rule->action & TEAR ? rule->bytes : 0;
    verdict = (Verdict){0, kept < length ? kept : length, rule->code, verdict.afterwards};
  }
  return verdict;
}

/* Ends an operation: takes an image, cuts the power, gives the lock back. Returns what SQLite is told. */
static int end(Script *script, Verdict verdict, int rc) {
  if (verdict.afterwards & IMAGE && !script->off && write_images(script)) rc = SQLITE_CANTOPEN; /* to be noticed */
  if (verdict.afterwards & CUT) script->off = 1;
  unlock();
  return rc;
}

/* Takes from the room what a change grows its file by, gives back what it cuts, shortens a write to what fits. */
static int use_room(Script *script, int64_t size, int64_t offset, int *length) {
  int64_t growth = *length == TRUNCATION ? offset - size : offset + *length - size;
  if (script->room < 0 || (growth < 0 && *length != TRUNCATION)) return SQLITE_OK;
  if ((script->room -= growth) >= 0) return SQLITE_OK;
  *length = -script->room < *length ? *length + (int)script->room : 0;
  script->room = 0;
  return SQLITE_FULL;
}

/* ---- the methods of a file ---- */
static int fault_read(sqlite3_file *file, void *bytes, int length, sqlite3_int64 offset) {
  Handle *handle = (Handle *)file;
  if (!handle->script) return PASS(file, xRead, bytes, length, offset);
  lock();
  Verdict verdict = judge(handle->script, READ, handle->disk->kind, 0);
  int rc = end(handle->script, verdict, verdict.code);
  return verdict.proceed && !rc ? PASS(file, xRead, bytes, length, offset) : rc;
}

/* Writes bytes; truncates the file at the offset if they are NULL. */
static int fault_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset) {
#define CHANGE(length) (bytes ? PASS(file, xWrite, bytes, length, offset) : PASS(file, xTruncate, offset))
  Handle *handle = (Handle *)file;
  if (!handle->script) return CHANGE(length);
  lock();
  Verdict verdict = judge(handle->script, bytes ? WRITE : OTHER, handle->disk->kind, length);
  int rc = verdict.code;
  if (verdict.proceed) rc = use_room(handle->script, handle->disk->size, offset, &verdict.length);
  if (verdict.length > 0) {
    int failed = CHANGE(verdict.length);
    if (failed) rc = failed; else remember(handle->disk, bytes, verdict.length, offset);
  }
  return end(handle->script, verdict, rc);
}
static int fault_truncate(sqlite3_file *file, sqlite3_int64 size) { return fault_write(file, NULL, TRUNCATION, size); }

static int fault_sync(sqlite3_file *file, int flags) {
  Handle *handle = (Handle *)file;
  if (!handle->script) return PASS(file, xSync, flags);
  lock();
  Verdict verdict = judge(handle->script, SYNC, handle->disk->kind, 0);
  int64_t newest = changes;
  unlock();
  int rc = verdict.proceed ? PASS(file, xSync, flags) : verdict.code;
  lock();
  if (verdict.proceed && !rc) settle(handle->disk, newest);
  return end(handle->script, verdict, rc);
}

static int fault_close(sqlite3_file *file) {
  Disk *disk = ((Handle *)file)->disk;
  int rc = PASS(file, xClose);
  lock();
  if (disk && --disk->handles == 0 && disk->deleted) free_disk(disk);
  unlock();
  return rc;
}

/* Hints by which the VFS below would grow a file on its own stop here; so do batches, which would bypass xSync. */
static int fault_control(sqlite3_file *file, int op, void *arg) {
  return op == SQLITE_FCNTL_SIZE_HINT || op == SQLITE_FCNTL_CHUNK_SIZE ? SQLITE_OK : PASS(file, xFileControl, op, arg);
}
static int fault_traits(sqlite3_file *file) { return PASS(file, xDeviceCharacteristics) & ~SQLITE_IOCAP_BATCH_ATOMIC; }

/* Sizes, locks and shared memory pass also when the power is off, so that connections can be closed. */
static int fault_size(sqlite3_file *file, sqlite3_int64 *size) { return PASS(file, xFileSize, size); }
static int fault_lock(sqlite3_file *file, int level) { return PASS(file, xLock, level); }
static int fault_unlock(sqlite3_file *file, int level) { return PASS(file, xUnlock, level); }
static int fault_reserved(sqlite3_file *file, int *out) { return PASS(file, xCheckReservedLock, out); }
static int fault_sector(sqlite3_file *file) { return PASS(file, xSectorSize); }
static int fault_map(sqlite3_file *f, int i, int n, int w, void volatile **p) { return PASS(f, xShmMap, i, n, w, p); }
static int fault_shm_lock(sqlite3_file *file, int at, int n, int flags) { return PASS(file, xShmLock, at, n, flags); }
static void fault_shm_barrier(sqlite3_file *file) { PASS(file, xShmBarrier); }
static int fault_shm_unmap(sqlite3_file *file, int delete) { return PASS(file, xShmUnmap, delete); }

/* Version 2 has shared memory but no xFetch: without memory-mapped I/O every byte passes here. */
static const sqlite3_io_methods methods = {2, fault_close, fault_read, fault_write, fault_truncate, fault_sync,
  fault_size, fault_lock, fault_unlock, fault_reserved, fault_control, fault_sector, fault_traits,
  fault_map, fault_shm_lock, fault_shm_barrier, fault_shm_unmap, NULL, NULL};

/* ---- the methods of the VFS ---- */
static Script *script_of(const char *name) {
  Script *script = scripts;
  while (script && (script->ended || strncmp(name, script->prefix, strlen(script->prefix)) != 0)) script = script->next;
  return script;
}

/* Gives an opened file its script and disk. What it holds is durable, but for changes that are known to lack a sync. */
static int attach(Handle *handle, Script *script, const char *name, int kind) {
  sqlite3_int64 size;
  if (PASS(handle, xFileSize, &size)) return SQLITE_IOERR_FSTAT;
  if (size >= INT_MAX) return SQLITE_TOOBIG; /* for a model in memory */
  Disk **at = find_disk(script, name);
  if (*at && (*at)->handles == 0 && (!(*at)->first || (*at)->size != size)) remove_disk(at);
  at = find_disk(script, name);
  if (!*at) {
    *at = memory(NULL, sizeof **at + strlen(name) + 1);
    **at = (Disk){.kind = kind, .size = size};
    strcpy((*at)->name, name);
    grow(&(*at)->durable, (size_t)size);
    int rc = size ? PASS(handle, xRead, (*at)->durable.data, (int)size, 0) : SQLITE_OK;
    if (rc) return remove_disk(at), rc;
  }
  (*at)->handles++;
  handle->disk = *at;
  handle->script = script;
  return SQLITE_OK;
}

static int fault_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags) {
  int kind = flags & SQLITE_OPEN_MAIN_DB ? DATABASE : flags & SQLITE_OPEN_WAL ? WAL : flags & SQLITE_OPEN_MAIN_JOURNAL ? JOURNAL : SIDE;
  *(Handle *)file = (Handle){0};
  lock();
  Script *script = vfs && name && !(flags & SQLITE_OPEN_DELETEONCLOSE) ? script_of(name) : NULL;
  int rc = script && script->off ? SQLITE_CANTOPEN : below->xOpen(below, name, BELOW(file), flags, out_flags);
  if (!rc && script && (rc = attach((Handle *)file, script, name, kind))) PASS(file, xClose);
  if (!rc) file->pMethods = &methods;
  unlock();
  return rc;
}

static int fault_delete(sqlite3_vfs *vfs, const char *name, int sync_folder) {
  lock();
  Script *script = vfs ? script_of(name) : NULL;
  Disk **at = script ? find_disk(script, name) : NULL;
  Verdict verdict = script ? judge(script, OTHER, *at ? (*at)->kind : SIDE, 0) : (Verdict){.proceed = 1};
  int rc = verdict.proceed ? below->xDelete(below, name, sync_folder) : verdict.code;
  if (verdict.proceed && !rc && at && *at) {
    if (script->room >= 0) script->room += (*at)->size;
    remove_disk(at);
  }
  return end(script, verdict, rc);
}

/* ---- what tests call; a script is what fault_on returns ---- */

/* Registers the VFS, by sqlite3_vfs_find, sqlite3_vfs_register and, if SQLite has it, sqlite3mc_vfs_create. */
EXPORT int fault_install(void *(*find)(const char *), int (*enroll)(void *, int), int (*encrypt)(const char *, int)) {
  sqlite3_vfs *real = find(NULL);
  if (real && strncmp(real->zName, CIPHERS, strlen(CIPHERS)) == 0) real = find(real->zName + strlen(CIPHERS));
  if (!real || below) return below ? SQLITE_OK : SQLITE_ERROR;
  below = real;
  fault = *real; /* the other methods of the built-in VFSes do not look at their first argument */
  fault.zName = "tektite-fault";
  fault.szOsFile += (int)sizeof(Handle);
  fault.xOpen = fault_open;
  fault.xDelete = fault_delete;
  return enroll(&fault, 0) ? SQLITE_ERROR : encrypt ? encrypt(fault.zName, 0) : SQLITE_OK;
}

EXPORT Script *fault_on(const char *prefix) {
  Script *script = memory(NULL, sizeof *script);
  lock();
  *script = (Script){.next = scripts, .prefix = strcpy(memory(NULL, strlen(prefix) + 1), prefix), .room = -1};
  scripts = script;
  unlock();
  return script;
}

/* Takes all rules away, gives power and room back, counts from 0. With `ended`, forgets the files: close them first. */
EXPORT void fault_reset(Script *script, int ended) {
  lock();
  memset(script->rules, 0, sizeof script->rules);
  memset(script->counts, 0, sizeof script->counts);
  script->room = -1;
  script->off = 0;
  for (script->ended = ended; ended && script->disks;) remove_disk(&script->disks);
  unlock();
}

/* Adds a rule for the n-th operation from now, n >= 1, of those in the mask of 1 << operation, on files of the kinds in
 * theirs. FAIL: the operation is not done; TEAR (for writes): `kept` bytes of it are; either reports `code`, be it
 * SQLITE_OK. IMAGE: then an image of a power cut is written, see fault_image. CUT: then the power is off, all fails. */
EXPORT int fault_rule(Script *script, int mask, int kinds, int64_t n, int repeat, int action, int code, int kept) {
  lock();
  Rule *rule = script->rules, *none = rule + RULES;
  while (rule < none && rule->operations) rule++;
  if (rule < none) *rule = (Rule){mask, kinds, repeat, action, code, kept, n, n};
  unlock();
  return rule < none ? SQLITE_OK : SQLITE_FULL;
}

/* Lets the files grow by so many bytes; then the disk is full. < 0: no limit. */
EXPORT void fault_room(Script *script, int64_t bytes) { lock(); script->room = bytes; unlock(); }

/* How many operations there were since the beginning or the last reset; those without power do not count. */
EXPORT int64_t fault_count(Script *script, int which) { lock(); int64_t n = script->counts[which]; unlock(); return n; }

/* Images go to <folder>/<count of STEPS>/. The action IMAGE takes one now, CUT cuts the power. Returns the count, or < 0. */
EXPORT int64_t fault_image(Script *script, const char *folder, int64_t seed, int keep, int action) {
  lock();
  script->target = strcpy(memory(script->target, strlen(folder) + 1), folder);
  script->seed = seed;
  script->keep = keep;
  int64_t step = script->counts[STEPS];
  int rc = end(script, (Verdict){.afterwards = action}, SQLITE_OK);
  return rc ? -rc : step;
}
