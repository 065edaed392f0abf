// Makes the N-th call of a kind fail, for files below a folder; loaded before the C library with LD_PRELOAD.
//
// FAULT_FOLDER  only files whose path contains this text count
// FAULT_CALL    write, short (a write of half the bytes), fsync, rename, open, ftruncate or mkdir
// FAULT_AT      which call fails, from 1
// FAULT_ERRNO   the number of the error
// FAULT_COUNT   a file that gets the number of calls at the end
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int calls;

static int is_counted_path(const char *path) {
    const char *folder = getenv("FAULT_FOLDER");
    return folder && path && strstr(path, folder);
}

static int is_counted_descriptor(int descriptor) {
    char name[64], path[4096];
    snprintf(name, sizeof name, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(name, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_counted_path(path);
}

// Whether this call, of a kind that is to fail, is the one; errno is set.
static int fails(const char *kind) {
    const char *call = getenv("FAULT_CALL"), *at = getenv("FAULT_AT"), *number = getenv("FAULT_ERRNO");
    if (!call || strcmp(call, kind)) return 0;
    calls++;
    if (!at || atoi(at) != calls) return 0;
    errno = number ? atoi(number) : EIO;
    return 1;
}

__attribute__((destructor)) static void report(void) {
    const char *path = getenv("FAULT_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file) return;
    fprintf(file, "%d\n", calls);
    fclose(file);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int descriptor, const void *bytes, size_t count) {
    if (is_counted_descriptor(descriptor)) {
        if (fails("write")) return -1;
        if (count > 1 && fails("short")) count /= 2;
    }
    return NEXT(write)(descriptor, bytes, count);
}

int fsync(int descriptor) {
    return is_counted_descriptor(descriptor) && fails("fsync") ? -1 : NEXT(fsync)(descriptor);
}

int ftruncate(int descriptor, off_t length) {
    return is_counted_descriptor(descriptor) && fails("ftruncate") ? -1 : NEXT(ftruncate)(descriptor, length);
}

int rename(const char *before, const char *after) {
    return is_counted_path(after) && fails("rename") ? -1 : NEXT(rename)(before, after);
}

int mkdir(const char *path, mode_t mode) {
    return is_counted_path(path) && fails("mkdir") ? -1 : NEXT(mkdir)(path, mode);
}

static int is_for_writing(int flags) { return (flags & O_ACCMODE) != O_RDONLY; }

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    if (is_for_writing(flags) && is_counted_path(path) && fails("open")) return -1;
    return NEXT(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    if (is_for_writing(flags) && is_counted_path(path) && fails("open")) return -1;
    return NEXT(open64)(path, flags, mode);
}
