/* A slow share: preloaded, it delays each access to the folder SLOW_SHARE, and notes those of the first thread. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "interposed.h"

#define MOST 65536

static char folder[PATH_MAX];
static size_t length, used;
static long delay_ms;
static char waits[MOST];

/* In this process and in those that it starts. */
__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("SLOW_SHARE"), *milliseconds = getenv("SLOW_SHARE_MS");
    if (!path || !milliseconds)
        return;
    strncpy(folder, path, sizeof folder - 1);
    length = strlen(folder);
    delay_ms = atol(milliseconds);
}

/* What the first thread has waited for since the last call: a line each, the call and the path. */
const char *slow_share_waits(void) {
    static char found[MOST];
    strcpy(found, waits);
    used = 0;
    waits[0] = 0;
    return found;
}

static void wait_if_below(const char *call, const char *path) {
    if (!length || !path || strncmp(path, folder, length) || (path[length] && path[length] != '/'))
        return;
    if (getpid() == syscall(SYS_gettid) && used + strlen(call) + strlen(path) + 3 < MOST)
        used += (size_t)snprintf(waits + used, MOST - used, "%s %s\n", call, path);
    struct timespec rest = {delay_ms / 1000, delay_ms % 1000 * 1000000};
    int kept = errno;
    nanosleep(&rest, NULL);
    errno = kept;
}

#define DELAYED(type, name, parameters, arguments)                                                                     \
    type name parameters {                                                                                             \
        wait_if_below(#name, path);                                                                                    \
        return REAL(name) arguments;                                                                                   \
    }
#define OPENS(name)                                                                                                    \
    int name(const char *path, int flags, ...) {                                                                       \
        TAKE_MODE(flags)                                                                                               \
        wait_if_below(#name, path);                                                                                    \
        return REAL(name)(path, flags, mode);                                                                          \
    }
#define OPENS_AT(name)                                                                                                 \
    int name(int at, const char *path, int flags, ...) {                                                               \
        TAKE_MODE(flags)                                                                                               \
        wait_if_below(#name, path);                                                                                    \
        return REAL(name)(at, path, flags, mode);                                                                      \
    }
OPENS(open)
OPENS(open64)
OPENS_AT(openat)
OPENS_AT(openat64)
DELAYED(FILE *, fopen, (const char *path, const char *mode), (path, mode))
DELAYED(FILE *, fopen64, (const char *path, const char *mode), (path, mode))
DELAYED(int, stat, (const char *path, struct stat *found), (path, found))
DELAYED(int, lstat, (const char *path, struct stat *found), (path, found))
DELAYED(int, stat64, (const char *path, struct stat64 *found), (path, found))
DELAYED(int, lstat64, (const char *path, struct stat64 *found), (path, found))
DELAYED(int, fstatat, (int at, const char *path, struct stat *found, int flags), (at, path, found, flags))
DELAYED(int, fstatat64, (int at, const char *path, struct stat64 *found, int flags), (at, path, found, flags))
DELAYED(int, statx, (int at, const char *path, int flags, unsigned mask, struct statx *found), (at, path, flags, mask, found))
DELAYED(int, access, (const char *path, int mode), (path, mode))
DELAYED(int, faccessat, (int at, const char *path, int mode, int flags), (at, path, mode, flags))
DELAYED(DIR *, opendir, (const char *path), (path))
DELAYED(ssize_t, readlink, (const char *path, char *buffer, size_t size), (path, buffer, size))
DELAYED(char *, realpath, (const char *path, char *buffer), (path, buffer))
DELAYED(int, mkdir, (const char *path, mode_t mode), (path, mode))
DELAYED(int, unlink, (const char *path), (path))
DELAYED(int, rmdir, (const char *path), (path))
DELAYED(int, chdir, (const char *path), (path))
DELAYED(int, rename, (const char *from, const char *path), (from, path))
