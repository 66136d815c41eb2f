// The floor: a server that returns every datagram as it came, in batches, and does nothing else.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { batch = 64, size = 2048 };

int main(int count, char **words) {
    static char buffers[batch][size];
    static struct sockaddr_in sources[batch];
    struct iovec vectors[batch];
    struct mmsghdr headers[batch];
    if (count < 2) {
        return 1;
    }
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(atoi(words[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int descriptor = socket(AF_INET, SOCK_DGRAM, 0);
    int room = 4 << 20;
    setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
    if (bind(descriptor, (struct sockaddr *)&address, sizeof address) < 0) {
        return 1;
    }
    memset(headers, 0, sizeof headers);
    for (;;) {
        for (int slot = 0; slot < batch; slot++) {
            vectors[slot] = (struct iovec){buffers[slot], size};
            headers[slot].msg_hdr.msg_iov = &vectors[slot];
            headers[slot].msg_hdr.msg_iovlen = 1;
            headers[slot].msg_hdr.msg_name = &sources[slot];
            headers[slot].msg_hdr.msg_namelen = sizeof sources[slot];
        }
        int received = recvmmsg(descriptor, headers, batch, MSG_WAITFORONE, NULL);
        for (int slot = 0; slot < received; slot++) {
            // A reply, so that the load generator counts it.
            buffers[slot][2] |= (char)0x80;
            vectors[slot].iov_len = headers[slot].msg_len;
        }
        if (received > 0) {
            sendmmsg(descriptor, headers, received, 0);
        }
    }
}
