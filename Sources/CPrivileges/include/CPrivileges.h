// Giving up what a process may do: user, capabilities, files (Landlock), system calls (seccomp).
//
// Everything here but the user is the calling thread's own affair, and what threads it starts later inherit. So it is to
// be called while there is one thread. Functions return a count or 0, or a negated errno.

#ifndef NAMESAKE_CPRIVILEGES_H
#define NAMESAKE_CPRIVILEGES_H

#include <stdint.h>
#include <sys/types.h>

// The threads of this process; 0 if that cannot be known, because there is no /proc.
int cprivileges_thread_count(void);

// Lets the process raise its threads' priority up to that niceness without being root. Only root can allow it.
int cprivileges_allow_niceness(int niceness);

// Becomes a user with the groups it is in, and with `group` as the first of them. Capabilities are kept for now.
int cprivileges_become(const char *name, uid_t user, gid_t group);

// Gives up every capability but those of the mask, in every set there is, so that none can be had again. `bounding` is what
// may be left in the bounding set: the last time is when it can be changed, because changing it takes a capability too.
int cprivileges_keep_capabilities(uint64_t mask, uint64_t bounding);
// The capabilities in effect, a bit for each.
uint64_t cprivileges_capabilities(void);

// The version of Landlock that the kernel has; 0 for none, a negated errno if that cannot be known.
int cprivileges_landlock_version(void);

// A file or folder, and what may be done with it. A folder means everything in it.
struct cprivileges_path {
    const char *path;
    // Read and list; else also write, make and remove files and sockets.
    int read_only;
};

// Gives up every file but those named, for good (Landlock). Files that are open stay open. Returns the version of Landlock
// that did it, or 0 if the kernel has none.
int cprivileges_keep_files(const struct cprivileges_path *paths, uint32_t count);

// Gives up, for good, starting programs, raw and packet sockets, namespaces, mounts, tracing, and whatever else a server
// of names and leases has no use for (seccomp). Returns 1, or 0 if the kernel has no seccomp.
int cprivileges_keep_calls(void);

#endif
