/* Preloaded into a gateway: while $FAULTS/fail exists, fsync and fdatasync of the catalog's log fail with EIO.
 *
 * Its pages are as Linux leaves them then: clean, and never written. $FAULTS/lost names those that were dirty then and
 * were not written since, a line each ("offset length"); a power cut takes them back to what $FAULTS/synced has.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define PAGE 4096
#define PAGES 65536

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char dirty[PAGES], lost[PAGES];

static int is_log(int descriptor, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, 4000);
    if (length < 0) return 0;
    path[length] = 0;
    return length > 14 && !strcmp(path + length - 14, "catalog.db-wal");
}

static void name(char *path, const char *which) { snprintf(path, 4200, "%s/%s", getenv("FAULTS"), which); }

static void copy(const char *from) {
    char to[4200], block[65536];
    name(to, "synced");
    int in = open(from, O_RDONLY), out = open(to, O_CREAT | O_TRUNC | O_WRONLY, 0600);
    ssize_t length;
    while ((length = read(in, block, sizeof block)) > 0)
        if (write(out, block, length) < 0) break;
    close(in);
    close(out);
}

static void tell(void) {
    char path[4200];
    name(path, "lost");
    FILE *file = fopen(path, "w");
    for (int page = 0; page < PAGES; page++)
        if (lost[page]) fprintf(file, "%d %d\n", page * PAGE, PAGE);
    fclose(file);
}

static int sync_of(const char *call, int descriptor) {
    int (*real)(int) = dlsym(RTLD_NEXT, call);
    char path[4200], fail[4200];
    if (!getenv("FAULTS") || !is_log(descriptor, path)) return real(descriptor);
    name(fail, "fail");
    pthread_mutex_lock(&turn);
    int failed = access(fail, F_OK) == 0;
    for (int page = 0; page < PAGES; page++) {
        if (failed && dirty[page]) lost[page] = 1;
        dirty[page] = 0;
    }
    if (failed) {
        tell();
        errno = EIO;
    } else {
        copy(path);
    }
    pthread_mutex_unlock(&turn);
    return failed ? -1 : real(descriptor);
}

int fsync(int descriptor) { return sync_of("fsync", descriptor); }

int fdatasync(int descriptor) { return sync_of("fdatasync", descriptor); }

static void wrote(int descriptor, ssize_t length, off_t offset) {
    char path[4200];
    if (length <= 0 || !getenv("FAULTS") || !is_log(descriptor, path)) return;
    pthread_mutex_lock(&turn);
    int known = 0;
    for (long page = offset / PAGE; page <= (offset + length - 1) / PAGE && page < PAGES; page++) {
        known |= lost[page];
        dirty[page] = 1;
        lost[page] = 0;
    }
    if (known) tell();
    pthread_mutex_unlock(&turn);
}

ssize_t pwrite64(int descriptor, const void *data, size_t size, off_t offset) {
    ssize_t (*real)(int, const void *, size_t, off_t) = dlsym(RTLD_NEXT, "pwrite64");
    ssize_t length = real(descriptor, data, size, offset);
    wrote(descriptor, length, offset);
    return length;
}

ssize_t pwrite(int descriptor, const void *data, size_t size, off_t offset) {
    ssize_t (*real)(int, const void *, size_t, off_t) = dlsym(RTLD_NEXT, "pwrite");
    ssize_t length = real(descriptor, data, size, offset);
    wrote(descriptor, length, offset);
    return length;
}

int ftruncate64(int descriptor, off_t size) {
    int (*real)(int, off_t) = dlsym(RTLD_NEXT, "ftruncate64");
    char path[4200];
    int done = real(descriptor, size);
    if (!done && getenv("FAULTS") && is_log(descriptor, path)) {
        pthread_mutex_lock(&turn);
        for (long page = (size + PAGE - 1) / PAGE; page < PAGES; page++) dirty[page] = lost[page] = 0;
        tell();
        pthread_mutex_unlock(&turn);
    }
    return done;
}
