#define _GNU_SOURCE
#include "CSockets.h"

#include <link.h>
#include <malloc.h>
#include <arpa/inet.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <stddef.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#ifndef PACKET_IGNORE_OUTGOING
#define PACKET_IGNORE_OUTGOING 23
#endif

int csockets_enable_packet_info(int descriptor, int family) {
    int on = 1;
    int result = family == AF_INET6 ? setsockopt(descriptor, IPPROTO_IPV6, IPV6_RECVPKTINFO, &on, sizeof on)
                                    : setsockopt(descriptor, IPPROTO_IP, IP_PKTINFO, &on, sizeof on);
    return result < 0 ? -errno : 0;
}

static int attach(int descriptor, struct sock_filter *code, unsigned short length) {
    struct sock_fprog program = {.len = length, .filter = code};
    return setsockopt(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) < 0 ? -errno : 0;
}

int csockets_receive_nothing(int descriptor) {
    struct sock_filter nothing[] = {BPF_STMT(BPF_RET | BPF_K, 0)};
    return attach(descriptor, nothing, 1);
}

static int open_filtered(int interface_index, uint16_t protocol, struct sock_filter *code, unsigned short length) {
    // Protocol 0 until the filter is in place, so that nothing unfiltered is ever queued.
    int descriptor = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
    if (descriptor < 0) {
        return -errno;
    }
    int on = 1;
    struct sockaddr_ll address = {
        .sll_family = AF_PACKET, .sll_protocol = htons(protocol), .sll_ifindex = interface_index};
    int result = attach(descriptor, code, length);
    if (result == 0
        && (setsockopt(descriptor, SOL_PACKET, PACKET_AUXDATA, &on, sizeof on) < 0
            || setsockopt(descriptor, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on) < 0
            || bind(descriptor, (struct sockaddr *)&address, sizeof address) < 0)) {
        result = -errno;
    }
    if (result < 0) {
        close(descriptor);
        return result;
    }
    return descriptor;
}

int csockets_open_packet(int interface_index, uint16_t port) {
    struct sock_filter code[] = {
        // A tag that the card took off: the frame is another network's.
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, (uint32_t)(SKF_AD_OFF + SKF_AD_VLAN_TAG_PRESENT)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 12),
        // For us or for all: not multicast, not another host's, not our own.
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, (uint32_t)(SKF_AD_OFF + SKF_AD_PKTTYPE)),
        BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, PACKET_BROADCAST, 10, 0),
        BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 12),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ETH_P_IP, 0, 8),
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, ETH_HLEN + 9),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, IPPROTO_UDP, 0, 6),
        // No fragment: neither an offset nor more to come.
        BPF_STMT(BPF_LD | BPF_H | BPF_ABS, ETH_HLEN + 6),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 0x3fff, 4, 0),
        BPF_STMT(BPF_LDX | BPF_B | BPF_MSH, ETH_HLEN),
        BPF_STMT(BPF_LD | BPF_H | BPF_IND, ETH_HLEN + 2),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, port, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, 65535),
        BPF_STMT(BPF_RET | BPF_K, 0),
    };
    return open_filtered(interface_index, ETH_P_IP, code, sizeof code / sizeof code[0]);
}

int csockets_open_arp(int interface_index) {
    enum { reply = 2 };
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, (uint32_t)(SKF_AD_OFF + SKF_AD_VLAN_TAG_PRESENT)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 5),
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, (uint32_t)(SKF_AD_OFF + SKF_AD_PKTTYPE)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PACKET_HOST, 0, 3),
        BPF_STMT(BPF_LD | BPF_H | BPF_ABS, ETH_HLEN + 6),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, reply, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, 65535),
        BPF_STMT(BPF_RET | BPF_K, 0),
    };
    return open_filtered(interface_index, ETH_P_ARP, code, sizeof code / sizeof code[0]);
}

int csockets_hardware_address(const char *interface, uint8_t address[6]) {
    struct ifreq request = {0};
    if (strlen(interface) >= sizeof request.ifr_name) {
        return -ENODEV;
    }
    strcpy(request.ifr_name, interface);
    int descriptor = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) {
        return -errno;
    }
    int result = ioctl(descriptor, SIOCGIFHWADDR, &request) < 0 ? -errno : 0;
    close(descriptor);
    if (result == 0 && request.ifr_hwaddr.sa_family != ARPHRD_ETHER) {
        return -ENOTSUP;
    }
    if (result == 0) {
        memcpy(address, request.ifr_hwaddr.sa_data, 6);
    }
    return result;
}

uint32_t csockets_packet_drops(int descriptor) {
    struct tpacket_stats stats = {0};
    socklen_t length = sizeof stats;
    // Reading resets both counts.
    return getsockopt(descriptor, SOL_PACKET, PACKET_STATISTICS, &stats, &length) < 0 ? 0 : stats.tp_drops;
}

int csockets_make_event(void) {
    int descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return descriptor < 0 ? -errno : descriptor;
}

void csockets_raise_event(int descriptor) {
    eventfd_write(descriptor, 1);
}

int csockets_open_notify(void) {
    int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    return descriptor < 0 ? -errno : descriptor;
}

int csockets_notify(int descriptor, const char *path, const char *text) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = strlen(path);
    if (length == 0 || length >= sizeof address.sun_path) {
        return -EINVAL;
    }
    memcpy(address.sun_path, path, length);
    if (path[0] == '@') {
        address.sun_path[0] = 0;
    }
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
    ssize_t sent = sendto(
        descriptor, text, strlen(text), MSG_DONTWAIT | MSG_NOSIGNAL, (struct sockaddr *)&address, size);
    return sent < 0 ? -errno : 0;
}

int csockets_limit_wait(int descriptor, int seconds) {
    struct timeval limit = {.tv_sec = seconds};
    return setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) < 0 ? -errno : 0;
}

void csockets_name_thread(const char *name) {
    char kept[16] = {0};
    strncpy(kept, name, sizeof kept - 1);
    pthread_setname_np(pthread_self(), kept);
}

int csockets_processor_count(void) {
    cpu_set_t set;
    CPU_ZERO(&set);
    return sched_getaffinity(0, sizeof set, &set) < 0 ? 1 : CPU_COUNT(&set);
}

// The program itself comes first; the libraries after it are shared with other processes anyway.
static int forget_program(struct dl_phdr_info *info, size_t size, void *context) {
    (void)size;
    (void)context;
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    for (int index = 0; index < info->dlpi_phnum; index++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[index];
        // What may be written to has been: it would come back from the file without it.
        if (header->p_type != PT_LOAD || (header->p_flags & PF_W) != 0) {
            continue;
        }
        uintptr_t start = (info->dlpi_addr + header->p_vaddr + page - 1) & ~(page - 1);
        uintptr_t end = (info->dlpi_addr + header->p_vaddr + header->p_memsz) & ~(page - 1);
        if (start < end) {
            madvise((void *)start, end - start, MADV_DONTNEED);
        }
    }
    return 1;
}

void csockets_give_back_memory(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
    dl_iterate_phdr(forget_program, NULL);
}
