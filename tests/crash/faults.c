/* Lets the n-th file operation below a folder fail: preloaded into a process; faults.py controls it over a shared page. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What an operation may do; `which` of the control says which are counted, 0 for all. */
enum { OTHER = 0, SYNCS = 1, WRITES = 2, TAKES_ROOM = 4 };
/* Instead of an errno: half of a write, and no room for the next. */
enum { SHORT = -1 };

struct control {
    atomic_int armed, calls, fail_at, error, which, failed, is_full;
    char what[32], where[1024], root[1024];
};

static struct control *control;

__attribute__((constructor)) static void map_control(void) {
    const char *name = getenv("CAMVAULT_FAULTS");
    int fd = name ? (int)syscall(SYS_openat, AT_FDCWD, name, O_RDWR | O_CLOEXEC) : -1;
    if (fd < 0) return;
    void *page = (void *)syscall(SYS_mmap, NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (page != MAP_FAILED) control = page;
    syscall(SYS_close, fd);
}

static int below(const char *path) {
    size_t length = strlen(control->root);
    return length && !strncmp(path, control->root, length) && (path[length] == '/' || !path[length]);
}

/* Whether this call is the one: an errno, SHORT, or 0. */
static int due(const char *what, int kind, const char *path) {
    if (!control || !control->armed || !below(path)) return 0;
    if ((kind & WRITES) && atomic_exchange(&control->is_full, 0)) return ENOSPC;
    if (control->which && !(kind & control->which)) return 0;
    if (atomic_fetch_add(&control->calls, 1) + 1 != control->fail_at) return 0;
    snprintf(control->what, sizeof control->what, "%s", what);
    snprintf(control->where, sizeof control->where, "%s", path);
    control->failed = 1;
    if (control->error == SHORT) control->is_full = 1;
    return control->error;
}

static const char *path_of(int fd, char *room) {
    char link[40];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, room, PATH_MAX - 1);
    room[length > 0 ? length : 0] = 0;
    return room;
}

static const char *path_at(int folder, const char *path, char *room) {
    if (path[0] == '/' || folder == AT_FDCWD) return path;
    path_of(folder, room);
    size_t length = strlen(room);
    if (path[0]) snprintf(room + length, 2 * PATH_MAX - length, "/%s", path);
    return room;
}

static int due_of(const char *what, int kind, int fd) {
    char room[PATH_MAX];
    return control && control->armed && fd >= 0 ? due(what, kind, path_of(fd, room)) : 0;
}

static int due_at(const char *what, int kind, int folder, const char *path) {
    char room[2 * PATH_MAX];
    return control && control->armed ? due(what, kind, path_at(folder, path, room)) : 0;
}

#define REAL(name) __typeof__(name) *real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)
#define FAIL_IF(check, failure) \
    do { int fault = (check); if (fault) { errno = fault > 0 ? fault : ENOSPC; return failure; } } while (0)

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name); va_list more; va_start(more, flags); int mode = va_arg(more, int); va_end(more); \
        FAIL_IF(due_at("open", flags & O_CREAT ? TAKES_ROOM : OTHER, AT_FDCWD, path), -1); \
        return real(path, flags, mode); \
    }
#define OPENAT(name) \
    int name(int folder, const char *path, int flags, ...) { \
        REAL(name); va_list more; va_start(more, flags); int mode = va_arg(more, int); va_end(more); \
        FAIL_IF(due_at("open", flags & O_CREAT ? TAKES_ROOM : OTHER, folder, path), -1); \
        return real(folder, path, flags, mode); \
    }
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

DIR *opendir(const char *path) {
    REAL(opendir);
    FAIL_IF(due_at("opendir", OTHER, AT_FDCWD, path), NULL);
    return real(path);
}

ssize_t read(int fd, void *data, size_t size) {
    REAL(read);
    FAIL_IF(due_of("read", OTHER, fd), -1);
    return real(fd, data, size);
}

#define PREAD(name, offset_type) \
    ssize_t name(int fd, void *data, size_t size, offset_type offset) { \
        REAL(name); FAIL_IF(due_of("pread", OTHER, fd), -1); return real(fd, data, size, offset); \
    }
PREAD(pread, off_t)
PREAD(pread64, off64_t)

static size_t half(size_t size) { return (size + 1) / 2; }

ssize_t write(int fd, const void *data, size_t size) {
    REAL(write);
    int found = due_of("write", WRITES | TAKES_ROOM, fd);
    FAIL_IF(found > 0 ? found : 0, -1);
    return real(fd, data, found == SHORT ? half(size) : size);
}

#define PWRITE(name, offset_type) \
    ssize_t name(int fd, const void *data, size_t size, offset_type offset) { \
        REAL(name); int found = due_of("pwrite", WRITES | TAKES_ROOM, fd); \
        FAIL_IF(found > 0 ? found : 0, -1); \
        return real(fd, data, found == SHORT ? half(size) : size, offset); \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

/* A call that does nothing shows strace that a sync of this file was asked for, and failed. */
#define SYNC(name) \
    int name(int fd) { \
        REAL(name); int found = due_of(#name, SYNCS | TAKES_ROOM, fd); \
        if (found) syscall(SYS_sync_file_range, fd, 0L, 0L, 0); \
        FAIL_IF(found, -1); \
        return real(fd); \
    }
SYNC(fsync)
SYNC(fdatasync)

#define TRUNCATE(name, offset_type) \
    int name(int fd, offset_type size) { \
        REAL(name); FAIL_IF(due_of("ftruncate", TAKES_ROOM, fd), -1); return real(fd, size); \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define MMAP(name, offset_type) \
    void *name(void *at, size_t size, int access, int flags, int fd, offset_type offset) { \
        REAL(name); FAIL_IF(due_of("mmap", OTHER, fd), MAP_FAILED); return real(at, size, access, flags, fd, offset); \
    }
MMAP(mmap, off_t)
MMAP(mmap64, off64_t)

int rename(const char *from, const char *to) {
    REAL(rename);
    FAIL_IF(due_at("rename", TAKES_ROOM, AT_FDCWD, to), -1);
    return real(from, to);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    REAL(renameat);
    FAIL_IF(due_at("rename", TAKES_ROOM, to_folder, to), -1);
    return real(from_folder, from, to_folder, to);
}

int unlink(const char *path) {
    REAL(unlink);
    FAIL_IF(due_at("unlink", OTHER, AT_FDCWD, path), -1);
    return real(path);
}

int unlinkat(int folder, const char *path, int flags) {
    REAL(unlinkat);
    FAIL_IF(due_at("unlink", OTHER, folder, path), -1);
    return real(folder, path, flags);
}

int link(const char *from, const char *to) {
    REAL(link);
    FAIL_IF(due_at("link", TAKES_ROOM, AT_FDCWD, to), -1);
    return real(from, to);
}

int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    FAIL_IF(due_at("mkdir", TAKES_ROOM, AT_FDCWD, path), -1);
    return real(path, mode);
}

int fsetxattr(int fd, const char *name, const void *value, size_t size, int flags) {
    int (*real)(int, const char *, const void *, size_t, int) = dlsym(RTLD_NEXT, "fsetxattr");
    FAIL_IF(due_of("setxattr", TAKES_ROOM, fd), -1);
    return real(fd, name, value, size, flags);
}

#define STAT(name, type) \
    int name(const char *path, struct type *found) { \
        REAL(name); FAIL_IF(due_at("stat", OTHER, AT_FDCWD, path), -1); return real(path, found); \
    }
STAT(stat, stat)
STAT(stat64, stat64)
STAT(lstat, stat)
STAT(lstat64, stat64)
STAT(statvfs, statvfs)
STAT(statvfs64, statvfs64)

#define FSTAT(name, type) \
    int name(int fd, struct type *found) { \
        REAL(name); FAIL_IF(due_of("fstat", OTHER, fd), -1); return real(fd, found); \
    }
FSTAT(fstat, stat)
FSTAT(fstat64, stat64)

#define FSTATAT(name, type) \
    int name(int folder, const char *path, struct type *found, int flags) { \
        REAL(name); FAIL_IF(due_at("stat", OTHER, folder, path), -1); return real(folder, path, found, flags); \
    }
FSTATAT(fstatat, stat)
FSTATAT(fstatat64, stat64)
