// Loaded into a writer before the C library (LD_PRELOAD): notes every write, sync and removal in one folder, in their order.
// Environment: WRITE_LOG_OF, the folder; WRITE_LOG_TO, the log, outside of it. One record: kind (1 byte: W S T U R), length of the
// name (1), length of the data (4), offset (8), all little-endian; then name and data. A folder synced has the name of the folder.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static int log_file = -1;
static char folder[PATH_MAX];
static size_t folder_length;

static void *next(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
  const char *of = getenv("WRITE_LOG_OF");
  const char *to = getenv("WRITE_LOG_TO");
  if (of == NULL || to == NULL || realpath(of, folder) == NULL) return;
  folder_length = strlen(folder);
  log_file = open(to, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* Name within the folder, or NULL for what lies elsewhere. */
static const char *within(const char *path) {
  if (log_file < 0 || strncmp(path, folder, folder_length) != 0) return NULL;
  if (path[folder_length] == '\0') return "";
  if (path[folder_length] != '/') return NULL;
  const char *name = path + folder_length + 1;
  size_t length = strlen(name);
  /* The index of the write-ahead log is mapped memory and does not outlive a power cut. */
  if (length > 4 && strcmp(name + length - 4, "-shm") == 0) return NULL;
  return length < 256 ? name : NULL;
}

static const char *name_of(int file, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length < 0) return NULL;
  path[length] = '\0';
  return within(path);
}

static void all(ssize_t (*write_to)(int, const void *, size_t), const void *bytes, size_t length) {
  const char *at = bytes;
  while (length > 0) {
    ssize_t done = write_to(log_file, at, length);
    if (done <= 0) abort();
    at += done;
    length -= (size_t)done;
  }
}

static void note(char kind, const char *name, uint64_t offset, const void *data, uint32_t length) {
  ssize_t (*write_to)(int, const void *, size_t) = next("write");
  unsigned char head[14] = {(unsigned char)kind, (unsigned char)strlen(name)};
  memcpy(head + 2, &length, 4);
  memcpy(head + 6, &offset, 8);
  pthread_mutex_lock(&turn);
  all(write_to, head, sizeof head);
  all(write_to, name, strlen(name));
  all(write_to, data, length);
  pthread_mutex_unlock(&turn);
}

static void note_write(int file, const void *data, ssize_t done, off64_t offset) {
  char path[PATH_MAX];
  if (log_file < 0 || done <= 0) return;
  const char *name = name_of(file, path);
  if (name != NULL) note('W', name, (uint64_t)offset, data, (uint32_t)done);
}

static void note_file(char kind, int file, uint64_t offset) {
  char path[PATH_MAX];
  if (log_file < 0) return;
  const char *name = name_of(file, path);
  if (name != NULL) note(kind, name, offset, "", 0);
}

ssize_t pwrite64(int file, const void *data, size_t length, off64_t offset) {
  ssize_t (*real)(int, const void *, size_t, off64_t) = next("pwrite64");
  ssize_t done = real(file, data, length, offset);
  note_write(file, data, done, offset);
  return done;
}

ssize_t write(int file, const void *data, size_t length) {
  ssize_t (*real)(int, const void *, size_t) = next("write");
  ssize_t done = real(file, data, length);
  if (log_file >= 0 && file != log_file && done > 0) note_write(file, data, done, lseek64(file, 0, SEEK_CUR) - done);
  return done;
}

ssize_t writev(int file, const struct iovec *parts, int count) {
  ssize_t (*real)(int, const struct iovec *, int) = next("writev");
  char path[PATH_MAX];
  /* Nobody writes to a replica like this; a log that leaves something out must not be made in silence. */
  if (log_file >= 0 && name_of(file, path) != NULL) abort();
  return real(file, parts, count);
}

int fsync(int file) {
  int (*real)(int) = next("fsync");
  int outcome = real(file);
  if (outcome == 0) note_file('S', file, 0);
  return outcome;
}

int fdatasync(int file) {
  int (*real)(int) = next("fdatasync");
  int outcome = real(file);
  if (outcome == 0) note_file('S', file, 0);
  return outcome;
}

int ftruncate64(int file, off64_t length) {
  int (*real)(int, off64_t) = next("ftruncate64");
  int outcome = real(file, length);
  if (outcome == 0) note_file('T', file, (uint64_t)length);
  return outcome;
}

static const char *name_at(const char *path, char *whole) {
  char parent[PATH_MAX];
  const char *slash = strrchr(path, '/');
  if (slash == NULL || slash == path) return NULL;
  memcpy(parent, path, (size_t)(slash - path));
  parent[slash - path] = '\0';
  if (realpath(parent, whole) == NULL) return NULL;
  strcat(whole, slash);
  return within(whole);
}

int unlink(const char *path) {
  int (*real)(const char *) = next("unlink");
  char whole[PATH_MAX + 256];
  int outcome = real(path);
  const char *name = outcome == 0 ? name_at(path, whole) : NULL;
  if (name != NULL) note('U', name, 0, "", 0);
  return outcome;
}

int rename(const char *from, const char *to) {
  int (*real)(const char *, const char *) = next("rename");
  char whole_from[PATH_MAX + 256];
  char whole_to[PATH_MAX + 256];
  int outcome = real(from, to);
  const char *old_name = outcome == 0 ? name_at(from, whole_from) : NULL;
  const char *new_name = outcome == 0 ? name_at(to, whole_to) : NULL;
  if (old_name != NULL && new_name != NULL) note('R', old_name, 0, new_name, (uint32_t)strlen(new_name));
  return outcome;
}
