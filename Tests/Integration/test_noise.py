"""Any byte sequence at the DNS and DHCP ports leaves the server running and answering."""

import contextlib
import os
import random
import socket
import struct

import pytest

from lab.capture import packet_socket
from lab.noise import dhcp, frame, noise, questions, requests

#: The noise is the same in every run; another seed gives other noise.
SEED = int(os.environ.get("NOISE_SEED", "1987"))
DATAGRAMS = 4000


@pytest.fixture
def dice():
    return random.Random(SEED)


def check_it_lives(lab, transport="udp"):
    lab.server.check_alive()
    lab.names.check_nodata(lab.public("shop")["fqdn"], transport=transport)


def test_noise_at_the_dns_port(served, dice):
    valid = questions(served)
    with served.names.socket() as datagrams:
        for _ in range(DATAGRAMS):
            with contextlib.suppress(ConnectionRefusedError):
                datagrams.send(noise(valid, dice))
    check_it_lives(served)


def test_every_truncation_of_a_query(served):
    with served.names.socket() as datagrams:
        for query in questions(served):
            for length in range(len(query)):
                datagrams.send(query[:length])
    check_it_lives(served)


def test_compression_pointers_in_a_question_that_loop_or_lead_astray(served):
    header = struct.pack("!6H", 0x51A7, 0x0100, 1, 0, 0, 0)
    names = [b"\xc0\x0c", b"\xc0\x0d", b"\x01a\xc0\x0c", b"\xff\xff", b"\xc0", b"\x40a\x00", b"\x80"]
    names += [b"\x3f" + b"a" * 62, (b"\x3f" + b"a" * 63) * 4 + b"\x00", b"\x01a" * 200 + b"\x00"]
    with served.names.socket() as datagrams:
        for name in names:
            datagrams.send(header + name + b"\x00\x01\x00\x01")
            datagrams.send(header + name)
    check_it_lives(served)


def test_noise_at_the_dns_port_over_tcp(served, dice):
    valid = questions(served)
    for _ in range(150):
        with served.names.socket(socket.SOCK_STREAM) as stream, contextlib.suppress(ConnectionError, TimeoutError):
            for _ in range(dice.randrange(4)):
                message = noise(valid, dice)
                length = len(message) if dice.random() < 0.6 else dice.randrange(65536)
                stream.send(struct.pack("!H", length) + message)
            if dice.random() < 0.3:
                stream.send(dice.randbytes(1))
    check_it_lives(served, "tcp")


def test_idle_tcp_connections_do_not_keep_others_out(served):
    with contextlib.ExitStack() as opened:
        for _ in range(60):
            opened.enter_context(served.names.socket(socket.SOCK_STREAM))
        check_it_lives(served, "tcp")


def test_noise_at_the_dhcp_port(served, dice):
    machines = served.command.json("env", "show", "shop")["machines"]
    guest = served.guest("shop", machines[0])
    mac = bytes.fromhex(guest.mac.replace("-", ""))
    valid = requests(mac)
    with packet_socket(guest.namespace, "public") as frames:
        for _ in range(DATAGRAMS):
            frames.send(frame(mac, noise(valid, dice)))
        for message in valid:
            for length in range(len(message)):
                frames.send(frame(mac, message[:length]))
    check_it_lives(served)
    guest.client.start()
    guest.wait_for_address()
    assert served.names.address(guest.alias) == guest.address


def test_broken_frames_at_the_dhcp_interface(served, dice):
    """Lengths that lie, in the IP and the UDP header."""
    guest = served.guest("shop", served.command.json("env", "show", "shop")["machines"][0])
    mac = bytes.fromhex(guest.mac.replace("-", ""))
    valid = [frame(mac, dhcp(mac, "discover"))]
    with packet_socket(guest.namespace, "public") as frames:
        for _ in range(DATAGRAMS):
            broken = bytearray(valid[0])
            broken[dice.randrange(14, 42)] = dice.randrange(256)
            del broken[max(14, dice.randrange(len(broken) * 4)) :]
            frames.send(broken)
    check_it_lives(served)
    guest.client.start()
    guest.wait_for_address()
