// Preloaded into the server: while the file that the test maps says so, nothing that is written reaches the disk.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { failing_writes = 1, failing_syncs = 2 };

static _Atomic uint8_t *failing;

__attribute__((constructor)) static void open_switch(void) {
    const char *path = getenv("FAIL_WRITES");
    int descriptor = path == NULL ? -1 : open(path, O_RDWR | O_CLOEXEC);
    void *mapped = descriptor < 0 ? MAP_FAILED : mmap(NULL, 1, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (mapped == MAP_FAILED) {
        abort();
    }
    failing = mapped;
}

static int fails(uint8_t kind) {
    if (failing == NULL || (atomic_load(failing) & kind) == 0) {
        return 0;
    }
    errno = EIO;
    return 1;
}

ssize_t pwrite64(int descriptor, const void *octets, size_t count, off64_t offset) {
    return fails(failing_writes) ? -1 : syscall(SYS_pwrite64, descriptor, octets, count, offset);
}

ssize_t pwrite(int descriptor, const void *octets, size_t count, off_t offset) {
    return pwrite64(descriptor, octets, count, offset);
}

int fdatasync(int descriptor) {
    return fails(failing_syncs) ? -1 : (int)syscall(SYS_fdatasync, descriptor);
}

int fsync(int descriptor) {
    return fails(failing_syncs) ? -1 : (int)syscall(SYS_fsync, descriptor);
}
