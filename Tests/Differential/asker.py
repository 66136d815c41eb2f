"""Asking the servers."""

import socket
import struct

import dns.exception
import dns.flags
import dns.message

from names import text
from replies import Reply


def query(name, kind, number, edns):
    message = dns.message.make_query(
        name, kind, use_edns=0 if edns else -1, payload=1232, id=number, flags=dns.flags.RD if number % 2 else 0
    )
    return message.to_wire()


class Asker:
    """Asks all servers the same question at once."""

    def __init__(self, peers):
        self.peers = peers
        self.sockets = []
        for peer in peers:
            connection = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            connection.connect(("127.0.0.1", peer.port))
            connection.settimeout(5)
            self.sockets.append(connection)

    def ask(self, wire):
        for connection in self.sockets:
            connection.send(wire)
        return [self._receive(index, wire) for index in range(len(self.sockets))]

    def ask_over_tcp(self, wire):
        return [self.ask_one(index, wire) for index in range(len(self.peers))]

    def ask_one(self, index, wire):
        """Asks one of them over TCP, so that the reply is whole."""
        try:
            with socket.create_connection(("127.0.0.1", self.peers[index].port), timeout=5) as connection:
                connection.sendall(struct.pack("!H", len(wire)) + wire)
                with connection.makefile("rb") as stream:
                    return Reply.of(stream.read(struct.unpack("!H", stream.read(2))[0]), wire)
        except (OSError, struct.error, dns.exception.DNSException) as error:
            raise self._failure(index, wire, error) from error

    def _failure(self, index, wire, error):
        self.peers[index].check_alive()
        question = dns.message.from_wire(wire).question[0]
        return SystemExit(f"{self.peers[index].name}: {error!r} for {question}")

    def _receive(self, index, wire):
        try:
            while True:
                octets = self.sockets[index].recv(65535)
                if octets[:2] == wire[:2]:
                    return Reply.of(octets, wire)
        except (OSError, dns.exception.DNSException) as error:
            raise self._failure(index, wire, error) from error

    def is_served(self, index, origin):
        """Whether that server answers with authority for a zone."""
        wire = query(text(origin), "SOA", 1, True)
        try:
            self.sockets[index].settimeout(0.3)
            self.sockets[index].send(wire)
            return Reply.of(self.sockets[index].recv(65535), wire).is_authoritative
        except OSError:
            self.peers[index].check_alive()
            return False
        finally:
            self.sockets[index].settimeout(5)

    def close(self):
        for connection in self.sockets:
            connection.close()
