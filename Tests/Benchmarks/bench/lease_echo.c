// The floor: a server that turns every DISCOVER into an OFFER and every REQUEST into an ACK, and knows nothing.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <net/if.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

enum { batch = 64, size = 2048, options = 240 };

// The octets of an answer's options: message type, server identifier, lease time, end.
static size_t write_options(uint8_t *message, uint8_t type, in_addr_t server) {
    uint8_t *next = message + options;
    *next++ = 53, *next++ = 1, *next++ = type;
    *next++ = 54, *next++ = 4, memcpy(next, &server, 4), next += 4;
    *next++ = 51, *next++ = 4, memcpy(next, (uint8_t[]){0, 0, 2, 88}, 4), next += 4;
    *next++ = 255;
    while (next < message + 300) {
        *next++ = 0;
    }
    return (size_t)(next - message);
}

int main(int count, char **words) {
    static uint8_t buffers[batch][size];
    static struct sockaddr_in sources[batch];
    struct iovec vectors[batch];
    struct mmsghdr headers[batch];
    if (count < 3) {
        return 1;
    }
    in_addr_t server = inet_addr(words[1]);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(67), .sin_addr.s_addr = server};
    int descriptor = socket(AF_INET, SOCK_DGRAM, 0);
    int room = 4 << 20;
    setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
    if (bind(descriptor, (struct sockaddr *)&address, sizeof address) < 0) {
        return 1;
    }
    in_addr_t first = ntohl(inet_addr(words[2]));
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
        int answers = 0;
        for (int slot = 0; slot < received; slot++) {
            uint8_t *message = buffers[slot];
            // perfdhcp writes the message type first.
            if (headers[slot].msg_len < options + 3 || message[options] != 53) {
                continue;
            }
            uint8_t type = message[options + 2] == 1 ? 2 : 5;
            uint32_t number = (uint32_t)(message[31] - 2) << 16 | (uint32_t)message[32] << 8 | message[33];
            in_addr_t given = htonl(first + number);
            message[0] = 2;
            memcpy(message + 16, &given, 4);
            vectors[slot].iov_len = write_options(message, type, server);
            headers[answers] = headers[slot];
            answers++;
        }
        if (answers > 0) {
            sendmmsg(descriptor, headers, (unsigned)answers, 0);
        }
    }
}
