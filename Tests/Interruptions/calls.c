// Watches the calls that change files below a folder; loaded before the C library with LD_PRELOAD.
//
// CALLS_FOLDER  only paths that contain this text count
// CALLS_LOG     a file that gets a line for each call that was done: its name, its path and what it was given, with
//               tabs between them; bytes are hexadecimal
// FAULT_CALL    the kind of call of which one fails: write, short (a write of half the bytes), fsync, folder (the fsync
//               of a folder), rename, open, ftruncate or mkdir
// FAULT_AT      which of them fails, from 1
// FAULT_ERRNO   the number of the error
// FAULT_COUNT   a file that gets the number of calls of that kind at the end
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/stat.h>
#include <unistd.h>

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static int calls;

// Whether a path counts; `full` gets it from the root on.
static int is_counted_path(const char *path, char full[8192]) {
    char here[4096] = "";
    const char *folder = getenv("CALLS_FOLDER");
    if (!folder || !path) return 0;
    if (path[0] != '/' && !getcwd(here, sizeof here)) return 0;
    snprintf(full, 8192, "%s%s%s", here, *here ? "/" : "", path);
    // The file of the lock holds nothing.
    return strstr(full, folder) != NULL && !strstr(full, "/.lock");
}

static int is_counted_descriptor(int descriptor, char full[8192]) {
    char name[64], path[4096];
    snprintf(name, sizeof name, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(name, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    // A pipe has no path.
    return path[0] == '/' && is_counted_path(path, full);
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

static void report(void) {
    const char *path = getenv("FAULT_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file) return;
    fprintf(file, "%d\n", calls);
    fclose(file);
}

// The program ends without running the destructors of libraries.
void _exit(int status) {
    report();
    syscall(SYS_exit_group, status);
    __builtin_unreachable();
}

static void note(const char *call, const char *path, const char *given, const unsigned char *bytes, size_t count) {
    static int log = -1;
    const char *name = getenv("CALLS_LOG");
    if (!name) return;
    if (log < 0) log = NEXT(open)(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    char *line = malloc(strlen(call) + strlen(path) + strlen(given) + 2 * count + 8);
    int length = sprintf(line, "%s\t%s\t%s\t", call, path, given);
    for (size_t k = 0; k < count; k++) length += sprintf(line + length, "%02x", bytes[k]);
    line[length++] = '\n';
    if (NEXT(write)(log, line, length) != length) abort();
    free(line);
}

static void note_number(const char *call, const char *path, long number, const void *bytes, size_t count) {
    char text[32];
    snprintf(text, sizeof text, "%ld", number);
    note(call, path, text, bytes, count);
}

// The calls below happen one at a time, so that the log has them in their order.
#define ORDERED(statements)           \
    do {                              \
        pthread_mutex_lock(&order);   \
        statements;                   \
        int code = errno;             \
        pthread_mutex_unlock(&order); \
        errno = code;                 \
    } while (0)

ssize_t write(int descriptor, const void *bytes, size_t count) {
    char path[8192];
    if (!is_counted_descriptor(descriptor, path)) return NEXT(write)(descriptor, bytes, count);
    ssize_t written = -1;
    ORDERED({
        if (!fails("write")) {
            if (count > 1 && fails("short")) count /= 2;
            written = NEXT(write)(descriptor, bytes, count);
            if (written > 0) note_number("write", path, lseek(descriptor, 0, SEEK_CUR) - written, bytes, written);
        }
    });
    return written;
}

int fsync(int descriptor) {
    char path[8192];
    if (!is_counted_descriptor(descriptor, path)) return NEXT(fsync)(descriptor);
    struct stat status;
    int result = -1, is_folder = fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode);
    ORDERED({
        if (!fails(is_folder ? "folder" : "fsync")) {
            result = NEXT(fsync)(descriptor);
            if (result == 0) note("fsync", path, "", NULL, 0);
        }
    });
    return result;
}

int ftruncate(int descriptor, off_t length) {
    char path[8192];
    if (!is_counted_descriptor(descriptor, path)) return NEXT(ftruncate)(descriptor, length);
    int result = -1;
    ORDERED({
        if (!fails("ftruncate")) {
            result = NEXT(ftruncate)(descriptor, length);
            if (result == 0) note_number("truncate", path, length, NULL, 0);
        }
    });
    return result;
}

int rename(const char *before, const char *after) {
    char path[8192], given[8192];
    if (!is_counted_path(after, path) || !is_counted_path(before, given)) return NEXT(rename)(before, after);
    int result = -1;
    ORDERED({
        // A run is whole without the link last.
        if (strstr(path, "/last") || !fails("rename")) {
            result = NEXT(rename)(before, after);
            if (result == 0) note("rename", path, given, NULL, 0);
        }
    });
    return result;
}

int unlink(const char *name) {
    char path[8192];
    if (!is_counted_path(name, path)) return NEXT(unlink)(name);
    int result;
    ORDERED({
        result = NEXT(unlink)(name);
        if (result == 0) note("unlink", path, "", NULL, 0);
    });
    return result;
}

int mkdir(const char *name, mode_t mode) {
    char path[8192];
    if (!is_counted_path(name, path)) return NEXT(mkdir)(name, mode);
    int result = -1;
    ORDERED({
        if (!fails("mkdir")) {
            result = NEXT(mkdir)(name, mode);
            if (result == 0) note("mkdir", path, "", NULL, 0);
        }
    });
    return result;
}

int symlink(const char *target, const char *name) {
    char path[8192];
    if (!is_counted_path(name, path)) return NEXT(symlink)(target, name);
    int result;
    ORDERED({
        result = NEXT(symlink)(target, name);
        if (result == 0) note("symlink", path, target, NULL, 0);
    });
    return result;
}

static int open_file(int (*next)(const char *, int, ...), const char *name, int flags, mode_t mode) {
    char path[8192];
    if ((flags & O_ACCMODE) == O_RDONLY || !is_counted_path(name, path)) return next(name, flags, mode);
    int result = -1;
    ORDERED({
        if (!fails("open")) {
            int is_new = access(name, F_OK) != 0;
            result = next(name, flags, mode);
            if (result >= 0 && is_new) note("create", path, "", NULL, 0);
            if (result >= 0 && !is_new && flags & O_TRUNC) note_number("truncate", path, 0, NULL, 0);
        }
    });
    return result;
}

#define OPEN(name)                                                \
    int name(const char *path, int flags, ...) {                  \
        va_list rest;                                             \
        va_start(rest, flags);                                    \
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; \
        va_end(rest);                                             \
        return open_file(NEXT(name), path, flags, mode);          \
    }

OPEN(open)
OPEN(open64)
