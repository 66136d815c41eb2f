// Preloaded into the server: tries, from inside, what a server that was taken over would try.
//
// SIGUSR2: tries each of them and writes its name and errno into the file that was named at start. SIGPROF: the thread that
// gets it never comes back; it is one of the few signals that no thread blocks.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static int report = -1;
static char inside[4096];

static void tell(const char *what, long result) {
    char line[80];
    int error = result < 0 ? errno : 0;
    int length = snprintf(line, sizeof line, "%s %d\n", what, error);
    if (write(report, line, (size_t)length) < 0) {
        abort();
    }
}

static int bind_low(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(81)};
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    return descriptor < 0 ? -1 : bind(descriptor, (struct sockaddr *)&address, sizeof address);
}

static void try_everything(int signal) {
    (void)signal;
    char *const arguments[] = {"true", NULL};
    tell("packet-socket", socket(AF_PACKET, SOCK_RAW, 0));
    tell("packet-datagram-socket", socket(AF_PACKET, SOCK_DGRAM, 0));
    tell("raw-socket", socket(AF_INET, SOCK_RAW, IPPROTO_ICMP));
    tell("raw-socket-6", socket(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6));
    tell("vsock", socket(AF_VSOCK, SOCK_STREAM, 0));
    tell("program", syscall(SYS_execve, "/bin/true", arguments, arguments));
    tell("read-passwd", open("/etc/passwd", O_RDONLY));
    tell("read-shadow", open("/etc/shadow", O_RDONLY));
    tell("list-root", open("/", O_RDONLY | O_DIRECTORY));
    tell("write-tmp", open("/tmp/namesake-intruder", O_WRONLY | O_CREAT, 0600));
    tell("low-port", bind_low());
    tell("user-namespace", unshare(CLONE_NEWUSER));
    tell("new-process-namespace", syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0));
    tell("trace", ptrace(PTRACE_ATTACH, getppid(), 0, 0));
    tell("io-uring", syscall(425, 1, NULL));
    tell("bpf", syscall(SYS_bpf, 0, NULL, 0));
    tell("become-root", setuid(0));
    tell("udp-socket", socket(AF_INET, SOCK_DGRAM, 0));
    tell("own-folder", open(inside, O_WRONLY | O_CREAT, 0600));
    tell("done", 0);
}

static void never_return(int signal) {
    (void)signal;
    for (;;) {
        pause();
    }
}

__attribute__((constructor)) static void prepare(void) {
    const char *path = getenv("INTRUDER_REPORT");
    report = path == NULL ? -1 : open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
    if (report < 0) {
        return;
    }
    snprintf(inside, sizeof inside, "%s.inside", path);
    signal(SIGUSR2, try_everything);
    signal(SIGPROF, never_return);
}
