#define _GNU_SOURCE
#include "CPrivileges.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

int cprivileges_thread_count(void) {
    struct stat status;
    // A folder for each thread, and the links of the folder itself: "." and the one from above.
    return stat("/proc/self/task", &status) < 0 ? 0 : (int)status.st_nlink - 2;
}

int cprivileges_allow_niceness(int niceness) {
    // RLIMIT_NICE counts the other way round: 20 is niceness 0 (getrlimit(2)).
    rlim_t value = (rlim_t)(20 - niceness);
    struct rlimit limit;
    if (getrlimit(RLIMIT_NICE, &limit) < 0) {
        return -errno;
    }
    if (limit.rlim_cur >= value) {
        return 0;
    }
    limit.rlim_cur = value;
    if (limit.rlim_max < value) {
        limit.rlim_max = value;
    }
    return setrlimit(RLIMIT_NICE, &limit) < 0 ? -errno : 0;
}

int cprivileges_become(const char *name, uid_t user, gid_t group) {
    if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) < 0 || initgroups(name, group) < 0 || setresgid(group, group, group) < 0
        || setresuid(user, user, user) < 0 || prctl(PR_SET_KEEPCAPS, 0, 0, 0, 0) < 0) {
        return -errno;
    }
    return 0;
}

struct sets {
    uint64_t effective;
    uint64_t permitted;
    uint64_t inheritable;
};

static int get_sets(struct sets *sets) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct data[2] = {{0}};
    if (syscall(SYS_capget, &header, data) < 0) {
        return -errno;
    }
    sets->effective = (uint64_t)data[1].effective << 32 | data[0].effective;
    sets->permitted = (uint64_t)data[1].permitted << 32 | data[0].permitted;
    sets->inheritable = (uint64_t)data[1].inheritable << 32 | data[0].inheritable;
    return 0;
}

static int set_sets(const struct sets *sets) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct data[2] = {
        {.effective = (uint32_t)sets->effective,
         .permitted = (uint32_t)sets->permitted,
         .inheritable = (uint32_t)sets->inheritable},
        {.effective = (uint32_t)(sets->effective >> 32),
         .permitted = (uint32_t)(sets->permitted >> 32),
         .inheritable = (uint32_t)(sets->inheritable >> 32)},
    };
    return syscall(SYS_capset, &header, data) < 0 ? -errno : 0;
}

uint64_t cprivileges_capabilities(void) {
    struct sets sets = {0};
    return get_sets(&sets) < 0 ? 0 : sets.effective;
}

int cprivileges_keep_capabilities(uint64_t mask, uint64_t bounding) {
    struct sets sets;
    int result = get_sets(&sets);
    if (result < 0) {
        return result;
    }
    // After a change of user nothing is in effect, but everything is still permitted.
    sets.effective = sets.permitted;
    result = set_sets(&sets);
    if (result < 0) {
        return result;
    }
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    // The bounding set only counts for programs that are started. Whoever may not change it has nothing in it to give.
    for (int capability = 0; prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; capability++) {
        if (capability > 63 || (bounding >> capability & 1) == 0) {
            if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) < 0 && errno != EPERM) {
                return -errno;
            }
        }
    }
    sets.permitted &= mask;
    sets.effective = sets.permitted;
    sets.inheritable = 0;
    return set_sets(&sets);
}
