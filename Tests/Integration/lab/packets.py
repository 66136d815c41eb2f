"""DHCP packets that the real clients do not send when they are told to: made by hand, one at a time."""

import itertools
import time

from scapy.layers.dhcp import BOOTP, DHCP
from scapy.layers.inet import IP, UDP
from scapy.layers.l2 import Ether

from .article import SERVER, SHARED_CLIENT_IDENTIFIER
from .capture import is_dhcp, message_type, packet_socket

BROADCAST_MAC = "ff:ff:ff:ff:ff:ff"
BROADCAST = "255.255.255.255"
UNSPECIFIED = "0.0.0.0"

_transactions = itertools.count(0x51A7E001)


class HandMadeClient:
    """Speaks DHCP with packets of its own, on an interface of a namespace, with the client identifier all clones share.

    `mac` is both the Ethernet source and `chaddr`.
    """

    def __init__(self, namespace, interface, mac, server_mac):
        self.mac = mac.replace("-", ":").lower()
        self.server_mac = server_mac
        self._socket = packet_socket(namespace, interface)

    def discover(self, *options, **fields):
        return self.exchange("discover", options, **fields)

    def select(self, address, *options):
        """REQUEST in SELECTING: names the server and the offered address (RFC 2131 §4.3.2)."""
        return self.exchange("request", (("server_id", SERVER), ("requested_addr", address), *options))

    def reboot(self, address):
        """REQUEST in INIT-REBOOT: the remembered address, no server, no ciaddr."""
        return self.exchange("request", (("requested_addr", address),))

    def renew(self, address):
        """REQUEST in RENEWING: unicast to the server from the address in use."""
        return self.exchange("request", (), ciaddr=address, unicast=True)

    def rebind(self, address):
        """REQUEST in REBINDING: the same, broadcast."""
        return self.exchange("request", (), ciaddr=address)

    def lease(self, *options):
        """The whole exchange; returns the address."""
        offer = self.discover(*options)
        assert message_type(offer) == "OFFER", offer.show(dump=True)
        ack = self.select(offer[BOOTP].yiaddr, *options)
        assert message_type(ack) == "ACK", ack.show(dump=True)
        return ack[BOOTP].yiaddr

    def exchange(self, kind, options=(), transaction=None, **fields):
        """Sends a message, again every two seconds as a client would, until its reply comes."""
        transaction = next(_transactions) if transaction is None else transaction
        for _ in range(10):
            self.send(kind, options, transaction=transaction, **fields)
            if (reply := self.reply(transaction, 2)) is not None:
                return reply
        raise AssertionError(f"no reply to {kind} {options} {fields}")

    def send(self, kind, options=(), ciaddr=UNSPECIFIED, unicast=False, transaction=None, flags=0):
        transaction = next(_transactions) if transaction is None else transaction
        source, target = (ciaddr, SERVER) if unicast else (UNSPECIFIED, BROADCAST)
        bootp = BOOTP(
            op=1, htype=1, hlen=6, xid=transaction, flags=flags, ciaddr=ciaddr,
            chaddr=bytes.fromhex(self.mac.replace(":", "")) + bytes(10),
        )  # fmt: skip
        listed = [("message-type", kind), ("client_id", SHARED_CLIENT_IDENTIFIER), *options, "end"]
        self._socket.send(
            bytes(
                Ether(src=self.mac, dst=self.server_mac if unicast else BROADCAST_MAC)
                / IP(src=source, dst=target)
                / UDP(sport=68, dport=67)
                / bootp
                / DHCP(options=listed)
            )
        )

    def flood(self, count, random):
        """So many DISCOVERs, each with a MAC of its own that nobody has, as fast as they can be sent."""
        for _ in range(count):
            mac = bytes([0x02]) + random.randbytes(5)
            bootp = BOOTP(op=1, htype=1, hlen=6, xid=random.getrandbits(32), chaddr=mac + bytes(10))
            self._socket.send(
                bytes(
                    Ether(src=mac.hex(":"), dst=BROADCAST_MAC)
                    / IP(src=UNSPECIFIED, dst=BROADCAST)
                    / UDP(sport=68, dport=67)
                    / bootp
                    / DHCP(options=[("message-type", "discover"), "end"])
                )
            )

    def hears_nothing(self, kind, options=(), wait=1.5, **fields):
        """Sends a message that must not be answered, and listens for a while."""
        transaction = next(_transactions)
        self.send(kind, options, transaction=transaction, **fields)
        assert (reply := self.reply(transaction, wait)) is None, reply.show(dump=True)

    def reply(self, transaction, wait):
        """The next reply in that transaction, or nothing."""
        end = time.monotonic() + wait
        while (left := end - time.monotonic()) > 0:
            self._socket.settimeout(left)
            try:
                frame = self._socket.recv(65535)
            except TimeoutError:
                return None
            packet = Ether(frame) if is_dhcp(frame) else None
            if packet is not None and BOOTP in packet and packet[BOOTP].op == 2 and packet[BOOTP].xid == transaction:
                return packet
        return None

    def close(self):
        self._socket.close()
