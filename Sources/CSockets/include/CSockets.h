// What Swift cannot import from the C library: messages in batches (mmsghdr), control messages (cmsg), packet sockets.
//
// Every function returns a count or descriptor, or a negated errno; none of them sets errno for its caller.

#ifndef NAMESAKE_CSOCKETS_H
#define NAMESAKE_CSOCKETS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

// A fixed number of datagram slots, allocated once. A slot's buffer holds what was received and then the reply to it,
// and remembers where it came from and which local address it was sent to.
typedef struct csockets_batch csockets_batch;

csockets_batch *csockets_batch_create(uint32_t slots, uint32_t slot_size);
void csockets_batch_destroy(csockets_batch *batch);

// Blocks until at least one datagram is there and takes as many as are waiting, unless `flags` say otherwise.
int csockets_batch_receive(csockets_batch *batch, int descriptor, int flags);
// Sends the reply of every slot below `count` whose reply length is not 0. A reply that cannot be sent is passed over.
// Returns how many were sent.
int csockets_batch_reply(csockets_batch *batch, int descriptor, uint32_t count);

uint8_t *csockets_batch_data(csockets_batch *batch, uint32_t slot);
uint32_t csockets_batch_length(const csockets_batch *batch, uint32_t slot);
// Whether the datagram was longer than the slot.
bool csockets_batch_truncated(const csockets_batch *batch, uint32_t slot);
const struct sockaddr_storage *csockets_batch_source(const csockets_batch *batch, uint32_t slot);
// Whether the kernel has not computed the frame's transport checksum yet (packet sockets; PACKET_AUXDATA).
bool csockets_batch_checksum_pending(const csockets_batch *batch, uint32_t slot);
void csockets_batch_set_reply(csockets_batch *batch, uint32_t slot, uint32_t length);

// Asks for the local address of each datagram, which replies are then sent from (IP_PKTINFO, IPV6_RECVPKTINFO).
int csockets_enable_packet_info(int descriptor, int family);

// A fixed number of slots for what is to be sent together: datagrams on a UDP socket, or frames on a packet socket.
typedef struct csockets_outbox csockets_outbox;

csockets_outbox *csockets_outbox_create(uint32_t slots, uint32_t slot_size);
void csockets_outbox_destroy(csockets_outbox *outbox);
// NULL beyond the last slot.
uint8_t *csockets_outbox_data(csockets_outbox *outbox, uint32_t slot);
// Says what of the slot is to be sent, from which local address and to whom (host order; a source of 0 leaves the
// choice to the kernel).
void csockets_outbox_set_datagram(
    csockets_outbox *outbox, uint32_t slot, uint32_t offset, uint32_t length, uint32_t source, uint32_t destination,
    uint16_t port);
// Says that the first octets of the slot are a frame.
void csockets_outbox_set_frame(csockets_outbox *outbox, uint32_t slot, uint32_t length);
// Sends the first `count` slots. What cannot be sent is passed over. Returns how many were sent.
uint32_t csockets_outbox_send(csockets_outbox *outbox, int descriptor, uint32_t count);

// Opens a packet socket that receives the UDP datagrams to `port` that reach the interface from outside, as whole
// Ethernet frames, without VLAN-tagged ones.
int csockets_open_packet(int interface_index, uint16_t port);

// How many frames the packet socket had no room for since this was last asked.
uint32_t csockets_packet_drops(int descriptor);

// Opens a packet socket that receives the ARP replies sent to this host on the interface.
int csockets_open_arp(int interface_index);

// Lets a socket receive nothing: it only holds its port.
int csockets_receive_nothing(int descriptor);

// The hardware address of an Ethernet interface. -ENOTSUP if it is not Ethernet.
int csockets_hardware_address(const char *interface, uint8_t address[6]);

// An event that one thread raises once and others wait for with poll.
int csockets_make_event(void);
void csockets_raise_event(int descriptor);

// A socket for words to a service manager, and one such word. `path` may begin with '@' (unix(7), abstract).
int csockets_open_notify(void);
int csockets_notify(int descriptor, const char *path, const char *text);

// Lets a receive on the socket end after that many seconds with -EAGAIN when nothing comes.
int csockets_limit_wait(int descriptor, int seconds);

// Names the calling thread; at most 15 octets are kept.
void csockets_name_thread(const char *name);

// The number of processors this process may run on.
int csockets_processor_count(void);

// Returns free memory of the heap to the system, and lets go of the program's own pages. Of those, most were needed to
// start and never again; the others come back from the file when they are used.
void csockets_give_back_memory(void);

#endif
