#define _GNU_SOURCE
#include "CSockets.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/uio.h>

enum { control_size = CMSG_SPACE(sizeof(struct in_pktinfo)) };

struct csockets_outbox {
    uint32_t slots;
    uint32_t slot_size;
    struct mmsghdr *headers;
    struct iovec *vectors;
    struct sockaddr_in *destinations;
    uint8_t (*controls)[control_size];
    uint8_t *data;
};

csockets_outbox *csockets_outbox_create(uint32_t slots, uint32_t slot_size) {
    csockets_outbox *outbox = calloc(1, sizeof *outbox);
    if (outbox == NULL) {
        return NULL;
    }
    outbox->slots = slots;
    outbox->slot_size = slot_size;
    outbox->headers = calloc(slots, sizeof *outbox->headers);
    outbox->vectors = calloc(slots, sizeof *outbox->vectors);
    outbox->destinations = calloc(slots, sizeof *outbox->destinations);
    outbox->controls = calloc(slots, sizeof *outbox->controls);
    outbox->data = calloc(slots, slot_size);
    if (outbox->headers == NULL || outbox->vectors == NULL || outbox->destinations == NULL || outbox->controls == NULL
        || outbox->data == NULL) {
        csockets_outbox_destroy(outbox);
        return NULL;
    }
    for (uint32_t slot = 0; slot < slots; slot++) {
        outbox->headers[slot].msg_hdr.msg_iov = &outbox->vectors[slot];
        outbox->headers[slot].msg_hdr.msg_iovlen = 1;
    }
    return outbox;
}

void csockets_outbox_destroy(csockets_outbox *outbox) {
    if (outbox == NULL) {
        return;
    }
    free(outbox->headers);
    free(outbox->vectors);
    free(outbox->destinations);
    free(outbox->controls);
    free(outbox->data);
    free(outbox);
}

uint8_t *csockets_outbox_data(csockets_outbox *outbox, uint32_t slot) {
    return slot < outbox->slots ? outbox->data + (size_t)slot * outbox->slot_size : NULL;
}

static bool set_content(csockets_outbox *outbox, uint32_t slot, uint32_t offset, uint32_t length) {
    if (slot >= outbox->slots || offset > outbox->slot_size || length > outbox->slot_size - offset) {
        return false;
    }
    outbox->vectors[slot] = (struct iovec){csockets_outbox_data(outbox, slot) + offset, length};
    return true;
}

void csockets_outbox_set_datagram(
    csockets_outbox *outbox, uint32_t slot, uint32_t offset, uint32_t length, uint32_t source, uint32_t destination,
    uint16_t port) {
    if (!set_content(outbox, slot, offset, length)) {
        return;
    }
    struct msghdr *header = &outbox->headers[slot].msg_hdr;
    outbox->destinations[slot] = (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(destination)};
    header->msg_name = &outbox->destinations[slot];
    header->msg_namelen = sizeof outbox->destinations[slot];
    header->msg_control = outbox->controls[slot];
    header->msg_controllen = control_size;
    struct cmsghdr *message = CMSG_FIRSTHDR(header);
    message->cmsg_level = IPPROTO_IP;
    message->cmsg_type = IP_PKTINFO;
    message->cmsg_len = CMSG_LEN(sizeof(struct in_pktinfo));
    *(struct in_pktinfo *)CMSG_DATA(message) = (struct in_pktinfo){.ipi_spec_dst.s_addr = htonl(source)};
}

void csockets_outbox_set_frame(csockets_outbox *outbox, uint32_t slot, uint32_t length) {
    if (!set_content(outbox, slot, 0, length)) {
        return;
    }
    struct msghdr *header = &outbox->headers[slot].msg_hdr;
    header->msg_name = NULL;
    header->msg_namelen = 0;
    header->msg_control = NULL;
    header->msg_controllen = 0;
}

uint32_t csockets_outbox_send(csockets_outbox *outbox, int descriptor, uint32_t count) {
    uint32_t next = 0;
    uint32_t total = 0;
    if (count > outbox->slots) {
        count = outbox->slots;
    }
    while (next < count) {
        int sent = sendmmsg(descriptor, outbox->headers + next, count - next, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent > 0) {
            total += (uint32_t)sent;
            next += (uint32_t)sent;
        } else {
            // The first of them cannot be sent: no route, a full buffer. The others may.
            next++;
        }
    }
    return total;
}
