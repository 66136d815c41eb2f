#define _GNU_SOURCE
#include "CSockets.h"

#include <errno.h>
#include <linux/if_packet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

enum { control_size = 64 };

_Static_assert(
    control_size >= CMSG_SPACE(sizeof(struct in6_pktinfo)) && control_size >= CMSG_SPACE(sizeof(struct in_pktinfo))
        && control_size >= CMSG_SPACE(sizeof(struct tpacket_auxdata)),
    "one control message of each kind we ask for must fit");

struct csockets_batch {
    uint32_t slots;
    uint32_t slot_size;
    uint32_t used;
    struct mmsghdr *headers;
    struct iovec *vectors;
    struct sockaddr_storage *sources;
    uint8_t (*controls)[control_size];
    uint8_t *data;
};

csockets_batch *csockets_batch_create(uint32_t slots, uint32_t slot_size) {
    csockets_batch *batch = calloc(1, sizeof *batch);
    if (batch == NULL) {
        return NULL;
    }
    batch->slots = slots;
    batch->slot_size = slot_size;
    batch->used = slots;
    batch->headers = calloc(slots, sizeof *batch->headers);
    batch->vectors = calloc(slots, sizeof *batch->vectors);
    batch->sources = calloc(slots, sizeof *batch->sources);
    batch->controls = calloc(slots, sizeof *batch->controls);
    batch->data = calloc(slots, slot_size);
    if (batch->headers == NULL || batch->vectors == NULL || batch->sources == NULL || batch->controls == NULL
        || batch->data == NULL) {
        csockets_batch_destroy(batch);
        return NULL;
    }
    for (uint32_t slot = 0; slot < slots; slot++) {
        struct msghdr *header = &batch->headers[slot].msg_hdr;
        batch->vectors[slot].iov_base = batch->data + (size_t)slot * slot_size;
        header->msg_iov = &batch->vectors[slot];
        header->msg_iovlen = 1;
        header->msg_name = &batch->sources[slot];
        header->msg_control = batch->controls[slot];
    }
    return batch;
}

void csockets_batch_destroy(csockets_batch *batch) {
    if (batch == NULL) {
        return;
    }
    free(batch->headers);
    free(batch->vectors);
    free(batch->sources);
    free(batch->controls);
    free(batch->data);
    free(batch);
}

// A packet's cmsg says on which interface it came in. A reply must leave from the address it was sent to, but by the
// route there, so the interface is forgotten (except for link-local IPv6, where it is part of the address).
static void forget_interface(struct msghdr *header) {
    for (struct cmsghdr *control = CMSG_FIRSTHDR(header); control != NULL; control = CMSG_NXTHDR(header, control)) {
        if (control->cmsg_level == IPPROTO_IP && control->cmsg_type == IP_PKTINFO) {
            ((struct in_pktinfo *)CMSG_DATA(control))->ipi_ifindex = 0;
        } else if (control->cmsg_level == IPPROTO_IPV6 && control->cmsg_type == IPV6_PKTINFO) {
            struct in6_pktinfo *info = (struct in6_pktinfo *)CMSG_DATA(control);
            if (!IN6_IS_ADDR_LINKLOCAL(&info->ipi6_addr)) {
                info->ipi6_ifindex = 0;
            }
        }
    }
}

int csockets_batch_receive(csockets_batch *batch, int descriptor, int flags) {
    // Only the slots that the last call used have been changed since they were made ready.
    for (uint32_t slot = 0; slot < batch->used; slot++) {
        struct msghdr *header = &batch->headers[slot].msg_hdr;
        batch->vectors[slot].iov_len = batch->slot_size;
        header->msg_namelen = sizeof batch->sources[slot];
        header->msg_controllen = control_size;
        header->msg_flags = 0;
    }
    batch->used = 0;
    int count = recvmmsg(descriptor, batch->headers, batch->slots, MSG_WAITFORONE | flags, NULL);
    if (count < 0) {
        return -errno;
    }
    batch->used = (uint32_t)count;
    for (int slot = 0; slot < count; slot++) {
        struct msghdr *header = &batch->headers[slot].msg_hdr;
        batch->vectors[slot].iov_len = 0;
        if (header->msg_controllen > 0) {
            forget_interface(header);
        }
    }
    return count;
}

int csockets_batch_reply(csockets_batch *batch, int descriptor, uint32_t count) {
    uint32_t next = 0;
    int total = 0;
    if (count > batch->used) {
        count = batch->used;
    }
    while (next < count) {
        if (batch->vectors[next].iov_len == 0) {
            next++;
            continue;
        }
        uint32_t end = next + 1;
        while (end < count && batch->vectors[end].iov_len != 0) {
            end++;
        }
        int sent = sendmmsg(descriptor, batch->headers + next, end - next, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent > 0) {
            total += sent;
            next += (uint32_t)sent;
        } else {
            // The first of them cannot be sent: a full buffer, no route, a source port of 0. The others may.
            next++;
        }
    }
    return total;
}

uint8_t *csockets_batch_data(csockets_batch *batch, uint32_t slot) {
    return batch->data + (size_t)slot * batch->slot_size;
}

uint32_t csockets_batch_length(const csockets_batch *batch, uint32_t slot) {
    return batch->headers[slot].msg_len;
}

bool csockets_batch_truncated(const csockets_batch *batch, uint32_t slot) {
    return (batch->headers[slot].msg_hdr.msg_flags & MSG_TRUNC) != 0;
}

const struct sockaddr_storage *csockets_batch_source(const csockets_batch *batch, uint32_t slot) {
    return &batch->sources[slot];
}

bool csockets_batch_checksum_pending(const csockets_batch *batch, uint32_t slot) {
    struct msghdr *header = &batch->headers[slot].msg_hdr;
    for (struct cmsghdr *control = CMSG_FIRSTHDR(header); control != NULL; control = CMSG_NXTHDR(header, control)) {
        if (control->cmsg_level == SOL_PACKET && control->cmsg_type == PACKET_AUXDATA) {
            const struct tpacket_auxdata *data = (const struct tpacket_auxdata *)CMSG_DATA(control);
            return (data->tp_status & TP_STATUS_CSUMNOTREADY) != 0;
        }
    }
    return false;
}

void csockets_batch_set_reply(csockets_batch *batch, uint32_t slot, uint32_t length) {
    batch->vectors[slot].iov_len = length <= batch->slot_size ? length : 0;
}
