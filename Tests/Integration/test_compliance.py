"""The tables of docs/compliance.md, row by row, and every type and class there is."""

import socket
import struct

import pytest

from lab import article, compliance
from lab.tools import REPOSITORY

PROBES = compliance.table("The probes of RFC 8906 section 8")
PACKETS = compliance.table("Packets")


@pytest.fixture(scope="module")
def zoned():
    """One server for all of them, with the example lab's zone."""
    from lab.lab import Lab

    lab = Lab()
    try:
        lab.server.words += ["--zones", REPOSITORY / "Zones"]
        lab.server.start()
        lab.found()
        yield lab
        lab.server.check_alive()
    finally:
        lab.close()


def test_the_tables_are_whole():
    assert len(PROBES) == 18 and len(PACKETS) > 40


@pytest.mark.parametrize("section, probe, words, answer", PROBES, ids=[row[0] for row in PROBES])
def test_a_probe_of_rfc_8906(zoned, section, probe, words, answer):
    done = zoned.desktop.namespace.run("dig", f"@{article.SERVER}", "+tries=1", *words.split())
    assert compliance.summary(done.stdout) == answer, done.stdout


@pytest.mark.parametrize("packet, octets, answer", PACKETS, ids=[row[0] for row in PACKETS])
def test_a_packet(zoned, packet, octets, answer):
    with zoned.names.socket() as datagrams:
        assert compliance.exchange(datagrams, compliance.octets(octets), 0.3 if answer == "silence" else 10) == answer


@pytest.mark.parametrize("swept", ["type", "class"])
def test_all_65536_of_them_are_answered(zoned, swept):
    name = b"\x03lab\x07contoso\x03com\x00"
    expected = {"type": (0, 5), "class": (0, 5)}[swept]
    waiting, codes = set(), {}
    with zoned.names.socket() as datagrams:

        def collect(at_most):
            while len(waiting) > at_most:
                reply = datagrams.recv(65_535)
                (identifier,) = struct.unpack_from(">H", reply)
                # The question comes back as it was asked.
                assert reply[12 : 12 + len(name)] == name
                assert reply[2] & 0x80 and reply[4:6] == b"\0\1"
                codes[identifier] = reply[3] & 15
                waiting.discard(identifier)

        for number in range(65_536):
            kind, of = (number, 1) if swept == "type" else (6, number)
            datagrams.send(struct.pack(">6H", number, 0, 1, 0, 0, 0) + name + struct.pack(">2H", kind, of))
            waiting.add(number)
            collect(50)
        collect(0)
    assert len(codes) == 65_536 and set(codes.values()) <= set(expected)
    refused = {number for number, code in codes.items() if code == 5}
    # IXFR and AXFR; and all classes but IN.
    assert refused == ({251, 252} if swept == "type" else set(range(65_536)) - {1})


def test_a_tcp_client_that_speaks_nonsense_ends_only_its_own_connection(zoned):
    query = bytes.fromhex("0001000000010000000000") + b"\0\x03lab\x07contoso\x03com\0\0\6\0\1"
    framed = struct.pack(">H", len(query)) + query
    # A message of no octets, one shorter than a header, one that is cut off: none is answered.
    for nonsense in [b"\0\0", b"\0\5abcde", b"\0\xff" + query, b"\xff\xff"]:
        with zoned.names.socket(socket.SOCK_STREAM) as broken, zoned.names.socket(socket.SOCK_STREAM) as good:
            broken.sendall(nonsense)
            good.sendall(framed * 3)
            stream = good.makefile("rb")
            for _ in range(3):
                (length,) = struct.unpack(">H", stream.read(2))
                assert stream.read(length)[3] & 15 == 0
