#define _GNU_SOURCE
#include "CPrivileges.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define OUR_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OUR_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "say which architecture seccomp knows this one as"
#endif

#define REFUSE(code) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (code))
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
// The low half of an argument: all processors that are named above store it first.
#define LOAD_ARGUMENT(index) LOAD(args[index])
// Goes on with the next instruction if the value is the one loaded, else over it.
#define IF(value) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, 1)
#define NEVER(call) IF(call), REFUSE(EPERM)

// Namespaces of clone(2); threads ask for none.
#define NEW_NAMESPACES \
    (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)

static struct sock_filter code[] = {
    LOAD(arch),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OUR_ARCHITECTURE, 1, 0),
    REFUSE(EPERM),
    LOAD(nr),
#ifdef __x86_64__
    // The x32 numbers are the same calls under other names.
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
    REFUSE(EPERM),
#endif
    // Programs.
    NEVER(SYS_execve),
    NEVER(SYS_execveat),
    // Other processes.
    NEVER(SYS_ptrace),
    NEVER(SYS_process_vm_readv),
    NEVER(SYS_process_vm_writev),
    NEVER(SYS_kcmp),
    NEVER(438 /* pidfd_getfd */),
    // Mounts and namespaces.
    NEVER(SYS_mount),
    NEVER(SYS_umount2),
    NEVER(SYS_pivot_root),
    NEVER(SYS_chroot),
    NEVER(428 /* open_tree */),
    NEVER(429 /* move_mount */),
    NEVER(430 /* fsopen */),
    NEVER(431 /* fsconfig */),
    NEVER(432 /* fsmount */),
    NEVER(433 /* fspick */),
    NEVER(442 /* mount_setattr */),
    NEVER(SYS_unshare),
    NEVER(SYS_setns),
    NEVER(SYS_open_by_handle_at),
    // Ways around this filter and into the kernel.
    NEVER(SYS_bpf),
    NEVER(SYS_perf_event_open),
    NEVER(SYS_userfaultfd),
    NEVER(425 /* io_uring_setup */),
    NEVER(426 /* io_uring_enter */),
    NEVER(427 /* io_uring_register */),
    NEVER(SYS_keyctl),
    NEVER(SYS_add_key),
    NEVER(SYS_request_key),
    // The host.
    NEVER(SYS_init_module),
    NEVER(SYS_finit_module),
    NEVER(SYS_delete_module),
    NEVER(SYS_kexec_load),
    NEVER(SYS_reboot),
    NEVER(SYS_swapon),
    NEVER(SYS_swapoff),
    NEVER(SYS_acct),
    NEVER(SYS_settimeofday),
    NEVER(SYS_clock_settime),
    NEVER(SYS_clock_adjtime),
    NEVER(SYS_adjtimex),
    NEVER(SYS_sethostname),
    NEVER(SYS_setdomainname),
    NEVER(SYS_quotactl),
    NEVER(SYS_syslog),
    NEVER(SYS_mknodat),
#ifdef __x86_64__
    NEVER(SYS_kexec_file_load),
    NEVER(SYS_iopl),
    NEVER(SYS_ioperm),
    NEVER(SYS_modify_ldt),
    NEVER(SYS_mknod),
#endif
    // Its flags are behind a pointer. The C library then takes clone, whose flags can be seen.
    IF(435 /* clone3 */),
    REFUSE(ENOSYS),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 4),
    LOAD_ARGUMENT(0),
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, NEW_NAMESPACES, 0, 1),
    REFUSE(EPERM),
    ALLOW,
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 1, 0),
    ALLOW,
    // Sockets: Unix; TCP and UDP; and what lists the host's own addresses (netlink(7), protocol 0).
    LOAD_ARGUMENT(0),
    IF(AF_UNIX),
    ALLOW,
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_NETLINK, 0, 4),
    LOAD_ARGUMENT(2),
    IF(0),
    ALLOW,
    REFUSE(EPERM),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_INET, 2, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_INET6, 1, 0),
    REFUSE(EPERM),
    LOAD_ARGUMENT(1),
    // Without SOCK_CLOEXEC and SOCK_NONBLOCK.
    BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xf),
    IF(SOCK_STREAM),
    ALLOW,
    IF(SOCK_DGRAM),
    ALLOW,
    REFUSE(EPERM),
};

int cprivileges_keep_calls(void) {
    struct sock_fprog program = {.len = sizeof code / sizeof code[0], .filter = code};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) {
        return -errno;
    }
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) < 0) {
        // Built without it.
        return errno == EINVAL || errno == ENOSYS ? 0 : -errno;
    }
    return 1;
}
