"""The name server over IPv6: the networks of our own interfaces are served, answers leave from the address asked."""

import socket
import struct

import dns.exception
import dns.message
import dns.query
import dns.rcode
import pytest

from lab import article

SERVERS = ["2001:db8:51::2", "2001:db8:51::3"]
DESKTOP = "2001:db8:51::9"
STRANGER = "2001:db8:99::7"


@pytest.fixture
def six(lab):
    """The lab with IPv6 beside IPv4, and a server that listens on every address."""
    for namespace, addresses in [(lab.server_namespace, SERVERS), (lab.desktop.namespace, [DESKTOP])]:
        for address in addresses:
            namespace.ip("address", "add", f"{address}/64", "dev", "eth0", "nodad")
    lab.desktop.namespace.ip("address", "add", f"{STRANGER}/128", "dev", "lo")
    lab.server_namespace.ip("route", "add", f"{STRANGER}/128", "via", DESKTOP)
    lab.server.words += ["--dns", "[::]:53"]
    lab.server.start()
    lab.found()
    return lab


def ask(lab, server, how=dns.query.udp, **options):
    query = dns.message.make_query(article.DOMAIN, "SOA")
    with lab.desktop.namespace.entered():
        return how(query, server, 5, **options)


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("how", [dns.query.udp, dns.query.tcp], ids=["udp", "tcp"])
def test_a_wildcard_answers_from_the_address_that_was_asked(six, server, how):
    # dnspython takes a reply from that address and port only.
    assert ask(six, server, how).answer


def test_a_stranger_is_refused(six):
    assert ask(six, SERVERS[0], source=STRANGER).rcode() == dns.rcode.REFUSED
    assert ask(six, SERVERS[0], source=DESKTOP).rcode() == dns.rcode.NOERROR


def test_a_query_that_claims_to_be_from_ourselves_gets_silence(six):
    """Sent by the server's own host from the server's own port, as a forged packet would look."""
    query = dns.message.make_query(article.DOMAIN, "SOA").to_wire()
    with six.server_namespace.entered():
        raw = socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_UDP)
        listener = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(0x86DD))
    with raw, listener:
        listener.bind(("lo", 0))
        listener.settimeout(1)
        raw.setsockopt(socket.IPPROTO_IPV6, 7, 6)  # the kernel puts the checksum in
        raw.bind((SERVERS[1], 0))
        raw.sendto(struct.pack(">4H", 53, 53, 8 + len(query), 0) + query, (SERVERS[0], 0))
        answers = []
        try:
            while True:
                packet = listener.recv(2000)
                if packet[6] == 17 and packet[40 + 8 + 2] & 0x80:
                    answers.append(packet)
        except TimeoutError:
            pass
    assert not answers
    assert ask(six, SERVERS[0]).answer
