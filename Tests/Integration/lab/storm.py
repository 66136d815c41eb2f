"""Many machines that ask for leases at once, by way of a relay, and remember everything they were told.

Plain octets and one thread: scapy would be the slowest part of the lab.
"""

import contextlib
import select
import socket
import struct
import time
from dataclasses import dataclass, field

import dns.message
import dns.rdatatype

from .article import SERVER, SHARED_CLIENT_IDENTIFIER

DISCOVER, OFFER, REQUEST, ACK, NAK, RELEASE = 1, 2, 3, 5, 6, 7
#: What a machine waits for that has its lease and has asked for its alias.
NAME = 0
RELAY = "10.86.51.3"
#: How long a machine waits for a reply before it begins again.
PATIENCE = 1.0


@dataclass
class Promise:
    """An ACK that a machine has received."""

    mac: str
    address: str
    #: When its REQUEST left: the server has counted the lease's time from a moment after that.
    asked: float
    heard: float
    seconds: int


@dataclass
class Machine:
    mac: str
    alias: str
    transaction: int = 0
    waits_for: int | None = None
    since: float = 0.0
    address: str | None = None


@dataclass
class Storm:
    """Use as a context; then `blow` as often as wanted. The machines are those of `env show`."""

    lab: object
    machines: list
    #: Ask for each alias when its ACK has come, and then give the lease back.
    checks_names: bool = False
    promises: list = field(default_factory=list)
    refusals: int = 0
    sent: int = 0
    #: Aliases that did not answer with the address of the ACK, and what they answered.
    exceptions: list = field(default_factory=list)
    checked: int = 0

    def __post_init__(self):
        self.machines = [Machine(each["public"]["mac"], each["public"]["fqdn"]) for each in self.machines]
        self._by_transaction = {}
        self._questions = {}
        self._next = 0x10000000

    def __enter__(self):
        self.namespace = self.lab.namespace("storm")
        self.lab.switch.plug(self.namespace, "eth0", address=f"{RELAY}/24")
        with self.namespace.entered():
            self._leases = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            self._names = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._leases.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        self._leases.bind((RELAY, 67))
        self._names.connect((SERVER, 53))
        return self

    def __exit__(self, *_):
        self._leases.close()
        self._names.close()

    def blow(self, seconds, rate, until=lambda: False):
        """Begins `rate` exchanges a second, or as many as there are machines that wait for nothing."""
        began = time.monotonic()
        begun, turn = 0, 0
        while (now := time.monotonic()) < began + seconds and not until():
            while begun < (now - began) * rate:
                begun += 1
                machine = self.machines[turn % len(self.machines)]
                turn += 1
                if machine.waits_for is None or machine.waits_for != NAME and now - machine.since > PATIENCE:
                    self._ask(machine, DISCOVER)
            self._listen(0.001)

    def listen(self, seconds):
        """Hears what is still under way."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._listen(0.01)

    def _listen(self, seconds):
        readable, _, _ = select.select([self._leases, self._names], [], [], seconds)
        for each in readable:
            with contextlib.suppress(BlockingIOError, ConnectionRefusedError):
                while True:
                    self._hear(each, each.recv(4096, socket.MSG_DONTWAIT))

    def _hear(self, source, message):
        if source is self._names:
            return self._hear_name(message)
        machine = self._by_transaction.get(message[4:8])
        options = dict(_options(message))
        kind = options[53][0]
        if machine is None or machine.waits_for != kind and kind != NAK:
            return
        if kind == OFFER:
            machine.address = socket.inet_ntoa(message[16:20])
            self._ask(machine, REQUEST)
        elif kind == ACK:
            self._hear_ack(machine, socket.inet_ntoa(message[16:20]), int.from_bytes(options[51]))
        else:
            self.refusals += 1
            self._rest(machine)

    def _hear_ack(self, machine, address, seconds):
        self.promises.append(Promise(machine.mac, address, self._asked(machine), time.time(), seconds))
        if not self.checks_names:
            return self._rest(machine)
        machine.waits_for, machine.address = NAME, address
        question = dns.message.make_query(machine.alias, "A", id=len(self.promises) & 0xFFFF)
        self._questions[question.id] = machine
        self._names.send(question.to_wire())

    def _hear_name(self, message):
        reply = dns.message.from_wire(message)
        machine = self._questions.pop(reply.id)
        answers = [record.address for records in reply.answer for record in records if records.rdtype == dns.rdatatype.A]
        self.checked += 1
        if answers != [machine.address]:
            self.exceptions.append((machine.alias, machine.address, reply.to_text()))
        self._ask(machine, RELEASE)
        self._rest(machine)

    def _rest(self, machine):
        self._by_transaction.pop(machine.transaction, None)
        machine.waits_for = None

    def _asked(self, machine):
        return time.time() - (time.monotonic() - machine.since)

    def _ask(self, machine, kind):
        if kind == DISCOVER:
            self._by_transaction.pop(machine.transaction, None)
            self._next += 1
            machine.transaction = struct.pack("!I", self._next)
            self._by_transaction[machine.transaction] = machine
        machine.waits_for, machine.since = {DISCOVER: OFFER, REQUEST: ACK, RELEASE: None}[kind], time.monotonic()
        self.sent += 1
        self._leases.sendto(_message(machine, kind), (SERVER, 67))


def _message(machine, kind):
    own = socket.inet_aton(machine.address) if kind == RELEASE else bytes(4)
    fixed = struct.pack("!4B4s2H4s4s4s", 1, 1, 6, 1, machine.transaction, 0, 0, own, bytes(4), bytes(4))
    chaddr = bytes.fromhex(machine.mac.replace("-", "")) + bytes(10)
    options = bytes([53, 1, kind, 61, len(SHARED_CLIENT_IDENTIFIER)]) + SHARED_CLIENT_IDENTIFIER
    if kind in (REQUEST, RELEASE):
        options += bytes([54, 4]) + socket.inet_aton(SERVER)
    if kind == REQUEST:
        options += bytes([50, 4]) + socket.inet_aton(machine.address)
    cookie = b"\x63\x82\x53\x63"
    return fixed + socket.inet_aton(RELAY) + chaddr + bytes(192) + cookie + options + b"\xff"


def _options(message):
    """The options of one of our server's replies."""
    position = 240
    while message[position] != 255:
        length = message[position + 1]
        yield message[position], message[position + 2 : position + 2 + length]
        position += 2 + length
