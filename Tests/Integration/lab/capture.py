"""What passes an interface: every DHCP frame since the capture began, Ethernet header included."""

import contextlib
import socket
import threading

from scapy.layers.dhcp import BOOTP, DHCP
from scapy.layers.inet import UDP
from scapy.layers.l2 import Ether

ETH_P_ALL = 0x0003


def packet_socket(namespace, interface):
    """A raw socket on an interface of a namespace: whole frames, in and out."""
    with namespace.entered():
        made = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
        made.bind((interface, 0))
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
    return made


class Capture:
    """Use as a context: `with Capture(namespace, "eth0") as wire`."""

    def __init__(self, namespace, interface):
        self._socket = packet_socket(namespace, interface)
        self._socket.settimeout(0.1)
        self._frames = []
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)

    @property
    def dhcp(self):
        """The DHCP packets so far."""
        packets = (Ether(frame) for frame in list(self._frames))
        return [packet for packet in packets if DHCP in packet and BOOTP in packet]

    def _listen(self):
        while not self._stopping.is_set():
            with contextlib.suppress(TimeoutError):
                frame = self._socket.recv(65535)
                if is_dhcp(frame):
                    self._frames.append(frame)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stopping.set()
        self._thread.join()
        self._socket.close()


def is_dhcp(frame):
    """UDP over IPv4 to or from port 67 or 68, cheaply."""
    if frame[12:14] != b"\x08\x00" or len(frame) < 42 or frame[23] != 17:
        return False
    start = 14 + (frame[14] & 0x0F) * 4
    ports = frame[start : start + 4]
    return any(port in (b"\x00\x43", b"\x00\x44") for port in (ports[:2], ports[2:]))


def option(packet, name):
    """The value of a DHCP option, or nothing."""
    for entry in packet[DHCP].options:
        if isinstance(entry, tuple) and entry[0] == name:
            return entry[1] if len(entry) == 2 else entry[1:]
    return None


def message_type(packet):
    names = {1: "DISCOVER", 2: "OFFER", 3: "REQUEST", 4: "DECLINE", 5: "ACK", 6: "NAK", 7: "RELEASE", 8: "INFORM"}
    return names[option(packet, "message-type")]


def raw_options(packet):
    """The options in order as (code, bytes), up to the end option: what scapy would interpret, uninterpreted."""
    data = bytes(packet[UDP].payload)[240:]
    found, at = [], 0
    while at < len(data) and data[at] != 255:
        if data[at] == 0:
            at += 1
            continue
        length = data[at + 1]
        found.append((data[at], data[at + 2 : at + 2 + length]))
        at += 2 + length
    return found
