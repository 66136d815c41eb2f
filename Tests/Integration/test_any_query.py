"""Queries that hypothesis makes up: whatever is asked, the answer is one to it, and the same over UDP and TCP."""

import socket
import struct

import dns.flags
import dns.message
import dns.rcode
import pytest
from dns.rdatatype import SOA
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as draw

from lab.lab import Lab
from lab.tools import REPOSITORY

#: The same in every run, so that a failure is one that everybody sees.
fixed = settings(derandomize=True, max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))

labels = draw.one_of(
    draw.sampled_from([b"lab", b"contoso", b"com", b"build", b"drops", b"_tcp", b"shop", b"web-server", b"*"]),
    draw.binary(min_size=1, max_size=63),
)
names = draw.one_of(
    draw.lists(labels, max_size=4).map(lambda own: own + [b"lab", b"contoso", b"com"]),
    draw.lists(labels, max_size=5),
).map(lambda name: b"".join(bytes([len(label)]) + label for label in name) + b"\0")
types = draw.one_of(draw.sampled_from([1, 2, 5, 6, 12, 15, 16, 28, 33, 39, 43, 255]), draw.integers(0, 65_535))
edns_options = draw.lists(draw.tuples(draw.integers(0, 65_535), draw.binary(max_size=40)), max_size=3)


@draw.composite
def queries(make):
    """A query that is well formed, with or without EDNS."""
    flags = make(draw.integers(0, 65_535)) & 0x07FF
    question = make(names.filter(lambda name: len(name) <= 255)) + struct.pack(">2H", make(types), 1)
    record = b""
    if make(draw.booleans()):
        options = b"".join(struct.pack(">2H", code, len(data)) + data for code, data in make(edns_options) if code != 10)
        size, ttl = make(draw.integers(0, 65_535)), make(draw.sampled_from([0, 0x8000, 0x7FFF, 0x010000]))
        record = b"\0" + struct.pack(">HHIH", 41, size, ttl, len(options)) + options
    header = struct.pack(">6H", make(draw.integers(0, 65_535)), flags, 1, 0, 0, 1 if record else 0)
    return header + question + record


@pytest.fixture(scope="module")
def asked():
    """Both transports of one server; each is a function from a query to a reply."""
    lab = Lab()
    try:
        lab.server.words += ["--zones", REPOSITORY / "Zones"]
        lab.server.start()
        lab.found()
        with lab.names.socket() as datagrams, lab.names.socket(socket.SOCK_STREAM) as stream:
            replies = stream.makefile("rb")

            def over_udp(query):
                datagrams.send(query)
                return datagrams.recv(65_535)

            def over_tcp(query):
                stream.sendall(struct.pack(">H", len(query)) + query)
                (length,) = struct.unpack(">H", replies.read(2))
                return replies.read(length)

            yield over_udp, over_tcp, datagrams
        lab.server.check_alive()
    finally:
        lab.close()


def question_of(query):
    end = 12
    while query[end]:
        end += 1 + query[end]
    return query[12 : end + 5]


def gist(section):
    """What two replies must agree on. A serial may step between them."""
    return [(records.name, records.rdtype, records.ttl, set(records) if records.rdtype != SOA else ()) for records in section]


@fixed
@given(queries())
def test_an_answer_is_to_its_question(asked, query):
    over_udp, over_tcp, _ = asked
    short, whole = over_udp(query), over_tcp(query)
    for reply in (short, whole):
        assert reply[:2] == query[:2]
        assert reply[2] & 0x80 and reply[2] & 0x78 == query[2] & 0x78
        # RD comes back; the reserved bit, AD and RA never do (RFC 1035 §4.1.1, RFC 6840 §5.8).
        assert reply[2] & 1 == query[2] & 1 and reply[3] & 0xF0 & ~0x10 == 0
        assert reply[12 : 12 + len(question_of(query))] == question_of(query)
        read = dns.message.from_wire(reply, ignore_trailing=False)
        assert (read.edns >= 0) == (query[11] == 1)
    assert len(short) <= 1232
    first, second = dns.message.from_wire(short), dns.message.from_wire(whole)
    assert first.rcode() == second.rcode()
    if not first.flags & dns.flags.TC:
        assert [gist(first.answer), gist(first.authority)] == [gist(second.answer), gist(second.authority)]


@fixed
@given(queries(), draw.lists(draw.tuples(draw.integers(0, 400), draw.integers(0, 255)), max_size=6), draw.integers(0, 400))
def test_a_broken_query_harms_nobody(asked, query, changes, length):
    over_udp, _, datagrams = asked
    octets = bytearray(query)
    for place, value in changes:
        octets[place % len(octets)] = value
    datagrams.send(bytes(octets[: length or None]))
    # Whatever that was answered with, what was asked after it is answered after it.
    good = struct.pack(">6H", 4711, 0, 1, 0, 0, 0) + b"\x03lab\x07contoso\x03com\0\0\6\0\1"
    datagrams.send(good)
    while (reply := datagrams.recv(65_535))[:2] != good[:2] or reply[12 : 12 + 17] != good[12:29]:
        if len(reply) > 12:
            dns.message.from_wire(reply)
    assert dns.message.from_wire(reply).rcode() == dns.rcode.NOERROR
