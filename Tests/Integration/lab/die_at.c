// Preloaded into a process: it is killed at the step that the test says, as by the power cord. A step is one call that
// changes a file or tells somebody something.

#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

// Two numbers that the test maps: the steps that were taken, and how many are taken before the end; none: no end.
struct plan {
    _Atomic int64_t taken, end;
};

static struct plan *plan;

__attribute__((constructor)) static void open_plan(void) {
    const char *path = getenv("DIE_AT");
    int descriptor = path == NULL ? -1 : open(path, O_RDWR | O_CLOEXEC);
    void *mapped = descriptor < 0
        ? MAP_FAILED
        : mmap(NULL, sizeof(struct plan), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (mapped == MAP_FAILED) {
        abort();
    }
    plan = mapped;
}

static void step(void) {
    if (plan != NULL && atomic_fetch_add(&plan->taken, 1) == atomic_load(&plan->end)) {
        syscall(SYS_kill, getpid(), SIGKILL);
    }
}

ssize_t pwrite64(int descriptor, const void *octets, size_t count, off64_t offset) {
    step();
    return syscall(SYS_pwrite64, descriptor, octets, count, offset);
}

ssize_t pwrite(int descriptor, const void *octets, size_t count, off_t offset) {
    return pwrite64(descriptor, octets, count, offset);
}

int fdatasync(int descriptor) {
    step();
    return (int)syscall(SYS_fdatasync, descriptor);
}

int fsync(int descriptor) {
    step();
    return (int)syscall(SYS_fsync, descriptor);
}

int ftruncate64(int descriptor, off64_t length) {
    step();
    return (int)syscall(SYS_ftruncate, descriptor, length);
}

int ftruncate(int descriptor, off_t length) {
    return ftruncate64(descriptor, length);
}

int unlink(const char *path) {
    step();
    return (int)syscall(SYS_unlink, path);
}

ssize_t write(int descriptor, const void *octets, size_t count) {
    step();
    return syscall(SYS_write, descriptor, octets, count);
}

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
    step();
    return syscall(SYS_writev, descriptor, parts, count);
}
