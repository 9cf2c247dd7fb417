/* A disk that fails: preloaded, it counts what writes below one folder, and fails it from a certain count on. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#include "interposed.h"

#define MOST 65536

static char place[PATH_MAX];
static size_t length;
static char is_there[MOST];
static long count, fails_from;
static int fails_with, is_once;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* Count anew what is written below a folder; fail from the given count on with an error, or once; 0 for never. */
void failing_disk_begin(const char *folder, long from, int error, int once) {
    pthread_mutex_lock(&lock);
    strncpy(place, folder, sizeof place - 1);
    length = strlen(place);
    count = 0;
    fails_from = from;
    fails_with = error;
    is_once = once;
    pthread_mutex_unlock(&lock);
}

/* How many writes there were; and no more fail. */
long failing_disk_end(void) {
    pthread_mutex_lock(&lock);
    long found = count;
    fails_from = 0;
    pthread_mutex_unlock(&lock);
    return found;
}

static int is_below(int folder, const char *path) {
    char whole[PATH_MAX];
    if (!length || !path)
        return 0;
    if (path[0] != '/') {
        char link[64];
        ssize_t taken = -1;
        if (folder == AT_FDCWD)
            taken = getcwd(whole, sizeof whole) ? (ssize_t)strlen(whole) : -1;
        else {
            char *at = link;
            strcpy(at, "/proc/self/fd/");
            at += strlen(at);
            char digits[16];
            int used = 0;
            for (int rest = folder; rest || !used; rest /= 10)
                digits[used++] = '0' + rest % 10;
            while (used)
                *at++ = digits[--used];
            *at = 0;
            taken = readlink(link, whole, sizeof whole - 1);
        }
        if (taken < 0)
            return 0;
        whole[taken] = 0;
        path = whole;
    }
    return !strncmp(path, place, length) && (!path[length] || path[length] == '/');
}

/* Count one write; returns whether it is to fail, with errno set. */
static int fails(void) {
    pthread_mutex_lock(&lock);
    count++;
    int does = fails_from && (is_once ? count == fails_from : count >= fails_from);
    pthread_mutex_unlock(&lock);
    if (does)
        errno = fails_with;
    return does;
}

static int opened(int descriptor, int is_ours) {
    if (descriptor >= 0 && descriptor < MOST)
        is_there[descriptor] = (char)is_ours;
    return descriptor;
}

#define OPENS(name)                                                                                                    \
    int name(const char *path, int flags, ...) {                                                                       \
        TAKE_MODE(flags)                                                                                               \
        int ours = (flags & O_ACCMODE) != O_RDONLY && is_below(AT_FDCWD, path);                                        \
        if (ours && fails())                                                                                           \
            return -1;                                                                                                 \
        return opened(REAL(name)(path, flags, mode), ours);                                                            \
    }

#define OPENS_AT(name)                                                                                                 \
    int name(int folder, const char *path, int flags, ...) {                                                           \
        TAKE_MODE(flags)                                                                                               \
        int ours = (flags & O_ACCMODE) != O_RDONLY && is_below(folder, path);                                          \
        if (ours && fails())                                                                                           \
            return -1;                                                                                                 \
        return opened(REAL(name)(folder, path, flags, mode), ours);                                                    \
    }

OPENS(open)
OPENS(open64)
OPENS_AT(openat)
OPENS_AT(openat64)

static int is_ours(int descriptor) { return descriptor >= 0 && descriptor < MOST && is_there[descriptor]; }

int close(int descriptor) {
    if (descriptor >= 0 && descriptor < MOST)
        is_there[descriptor] = 0;
    return REAL(close)(descriptor);
}

#define ON_OPEN(type, name, parameters, arguments)                                                                     \
    type name parameters {                                                                                             \
        if (is_ours(descriptor) && fails())                                                                            \
            return -1;                                                                                                 \
        return REAL(name) arguments;                                                                                   \
    }

ON_OPEN(ssize_t, write, (int descriptor, const void *bytes, size_t size), (descriptor, bytes, size))
ON_OPEN(ssize_t, writev, (int descriptor, const struct iovec *bytes, int size), (descriptor, bytes, size))
ON_OPEN(ssize_t, pwrite, (int descriptor, const void *bytes, size_t size, off_t at), (descriptor, bytes, size, at))
ON_OPEN(ssize_t, pwrite64, (int descriptor, const void *bytes, size_t size, off64_t at), (descriptor, bytes, size, at))
ON_OPEN(int, ftruncate, (int descriptor, off_t size), (descriptor, size))
ON_OPEN(int, ftruncate64, (int descriptor, off64_t size), (descriptor, size))
ON_OPEN(int, fsync, (int descriptor), (descriptor))
ON_OPEN(int, fdatasync, (int descriptor), (descriptor))

int rename(const char *from, const char *to) {
    if (is_below(AT_FDCWD, to) && fails())
        return -1;
    return REAL(rename)(from, to);
}

int mkdir(const char *path, mode_t mode) {
    struct stat found;
    if (is_below(AT_FDCWD, path) && stat(path, &found) && fails())
        return -1;
    return REAL(mkdir)(path, mode);
}
