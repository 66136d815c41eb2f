#define _GNU_SOURCE
#include "CFiles.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/xattr.h>

int cfiles_exchange(const char *one, const char *other) {
    return renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE) == 0 ? 0 : -errno;
}

int cfiles_copy_attributes(int from, int to) {
    // XATTR_LIST_MAX and XATTR_SIZE_MAX of Linux: nothing is longer.
    enum { limit = 65536 };
    char *names = malloc(limit);
    char *value = malloc(limit);
    int result = 0;
    if (names == NULL || value == NULL) {
        result = -ENOMEM;
        goto done;
    }
    ssize_t length = flistxattr(from, names, limit);
    if (length < 0) {
        result = errno == ENOTSUP ? 0 : -errno;
        goto done;
    }
    for (const char *name = names; name < names + length; name += strlen(name) + 1) {
        ssize_t size = fgetxattr(from, name, value, limit);
        if (size < 0 || fsetxattr(to, name, value, (size_t)size, 0) < 0) {
            if (errno == ENOTSUP || errno == ENODATA) {
                continue;
            }
            result = -errno;
            break;
        }
    }
done:
    free(names);
    free(value);
    return result;
}
