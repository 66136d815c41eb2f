"""Questions to a name server from inside a namespace, answered as dnspython messages."""

import socket

import dns.flags
import dns.message
import dns.query
import dns.rcode
import dns.rdatatype
import dns.reversename


class Resolver:
    def __init__(self, namespace, server, port=53):
        self.namespace = namespace
        self.server = server
        self.port = port

    def socket(self, kind=socket.SOCK_DGRAM):
        """A socket in the namespace, connected to the server."""
        with self.namespace.entered():
            made = socket.socket(socket.AF_INET, kind)
        made.settimeout(10)
        made.connect((self.server, self.port))
        return made

    def ask(self, name, kind="A", timeout=10, transport="udp"):
        """One question, one reply."""
        query = dns.message.make_query(name, kind)
        if transport == "tcp":
            with self.socket(socket.SOCK_STREAM) as stream:
                stream.setblocking(False)
                return dns.query.tcp(query, self.server, timeout, self.port, sock=stream)
        with self.namespace.entered():
            datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        with datagrams:
            datagrams.setblocking(False)
            return dns.query.udp(query, self.server, timeout, self.port, sock=datagrams)

    def address(self, name, timeout=10):
        """The one address a name has now, readable names followed; nothing on NODATA. NXDOMAIN is an error."""
        reply = self.ask(name, timeout=timeout)
        assert reply.rcode() == dns.rcode.NOERROR, f"{name} is answered {dns.rcode.to_text(reply.rcode())}"
        found = [record.address for answer in reply.answer if answer.rdtype == dns.rdatatype.A for record in answer]
        assert len(found) <= 1, f"{name} has more than one address: {found}"
        return found[0] if found else None

    def names(self, address):
        """Whom an address leads back to."""
        reply = self.ask(dns.reversename.from_address(address), "PTR")
        return [record.target.to_text(omit_final_dot=True) for answer in reply.answer for record in answer]

    def check_nodata(self, name, minimum_at_most=10, transport="udp"):
        """The name exists and has no address now (RFC 2308 §2.2): NOERROR, no answer, the SOA, and nobody may remember
        that for longer than 10 seconds."""
        reply = self.ask(name, transport=transport)
        assert reply.rcode() == dns.rcode.NOERROR, reply
        assert reply.answer == [], reply
        soa = _authority(reply)
        assert soa[0].minimum <= minimum_at_most and soa.ttl <= minimum_at_most, reply

    def check_nxdomain(self, name):
        """The name does not exist (RFC 2308 §2.1): NXDOMAIN with the SOA."""
        reply = self.ask(name)
        assert reply.rcode() == dns.rcode.NXDOMAIN, reply
        assert reply.answer == [], reply
        _authority(reply)


def _authority(reply):
    assert reply.flags & dns.flags.AA, f"not authoritative: {reply}"
    found = [records for records in reply.authority if records.rdtype == dns.rdatatype.SOA]
    assert len(found) == 1, f"a negative answer carries the SOA: {reply}"
    return found[0]
