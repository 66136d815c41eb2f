#define _GNU_SOURCE
#include "CPrivileges.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// What <linux/landlock.h> says, written down here because a header may be older than the kernel.
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

enum { ruleset_version = 1, rule_path_beneath = 1 };

enum {
    write_file = 1 << 1,
    read_file = 1 << 2,
    read_dir = 1 << 3,
    remove_file = 1 << 5,
    make_reg = 1 << 8,
    make_sock = 1 << 9,
    // Every right of the first version; the second, third and fifth added one each.
    all_of_first = (1 << 13) - 1,
    refer = 1 << 13,
    truncate_file = 1 << 14,
    ioctl_device = 1 << 15,
};

struct ruleset {
    uint64_t handled_files;
};

struct __attribute__((packed)) beneath {
    uint64_t allowed;
    int32_t parent;
};

static int add(int ruleset, const struct cprivileges_path *path, uint64_t handled) {
    int descriptor = open(path->path, O_PATH | O_CLOEXEC);
    struct stat status;
    if (descriptor < 0) {
        return -errno;
    }
    uint64_t allowed = path->read_only
        ? read_file | read_dir
        : read_file | read_dir | write_file | truncate_file | remove_file | make_reg | make_sock;
    // A file has no contents to list or to make.
    if (fstat(descriptor, &status) == 0 && !S_ISDIR(status.st_mode)) {
        allowed &= read_file | write_file | truncate_file;
    }
    struct beneath rule = {.allowed = allowed & handled, .parent = descriptor};
    int result = syscall(SYS_landlock_add_rule, ruleset, rule_path_beneath, &rule, 0) < 0 ? -errno : 0;
    close(descriptor);
    return result;
}

int cprivileges_landlock_version(void) {
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, ruleset_version);
    if (version >= 0) {
        return (int)version;
    }
    // The kernel was built without it, or it was switched off at boot.
    return errno == ENOSYS || errno == EOPNOTSUPP ? 0 : -errno;
}

int cprivileges_keep_files(const struct cprivileges_path *paths, uint32_t count) {
    int version = cprivileges_landlock_version();
    if (version <= 0) {
        return version;
    }
    struct ruleset attributes = {.handled_files = all_of_first};
    if (version >= 2) {
        attributes.handled_files |= refer;
    }
    if (version >= 3) {
        attributes.handled_files |= truncate_file;
    }
    if (version >= 5) {
        attributes.handled_files |= ioctl_device;
    }
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
    if (ruleset < 0) {
        return -errno;
    }
    int result = 0;
    for (uint32_t index = 0; index < count && result == 0; index++) {
        result = add(ruleset, &paths[index], attributes.handled_files);
    }
    if (result == 0
        && (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 || syscall(SYS_landlock_restrict_self, ruleset, 0) < 0)) {
        result = -errno;
    }
    close(ruleset);
    return result < 0 ? result : version;
}
