"""A machine on a second network, behind a relay: the reply goes to `giaddr`, port 67 (RFC 2131 §4.1, RFC 3046)."""

import socket

import pytest
from scapy.layers.dhcp import BOOTP, DHCP
from scapy.layers.inet import IP, UDP
from scapy.layers.l2 import Ether

from lab import article
from lab.article import SHARED_CLIENT_IDENTIFIER
from lab.capture import message_type, option, raw_options

RELAY = "10.86.52.1"
AGENT_INFORMATION = bytes.fromhex("0104706f727402051122334455")  # circuit-id "port", remote-id 11 22 33 44 55


class Relay:
    """A router namespace between the lab network and the annex, and the relay agent's socket in it."""

    def __init__(self, lab):
        self.namespace = lab.namespace("relay")
        lab.switch.plug(self.namespace, "eth0", address="10.86.51.3/24")
        lab.switch.plug(self.namespace, "eth1", bridge="annex", address=f"{RELAY}/24")
        lab.server_namespace.ip("route", "add", "10.86.52.0/24", "via", "10.86.51.3")
        with self.namespace.entered():
            self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            self.socket.bind((RELAY, 67))
        self.socket.settimeout(2)
        self._transaction = 0x3E1A0000

    def ask(
        self, mac, kind, *options, information=AGENT_INFORMATION, ciaddr="0.0.0.0", identifier=SHARED_CLIENT_IDENTIFIER
    ):
        """Relays a message, again until it is answered; returns the reply."""
        self._transaction += 1
        for _ in range(10):
            self._send(mac, kind, options, information, ciaddr, identifier)
            if (reply := self._receive()) is not None:
                return reply
        raise AssertionError(f"no reply to the relayed {kind}")

    def hears_nothing(self, mac, kind, *options):
        self._transaction += 1
        self._send(mac, kind, options, AGENT_INFORMATION, "0.0.0.0", SHARED_CLIENT_IDENTIFIER)
        assert (reply := self._receive()) is None, reply.show(dump=True)

    def query(self, *asked, mac=None, ciaddr="0.0.0.0"):
        """A lease query (RFC 4388) for an address or a MAC; returns the reply."""
        wanted = ("param_req_list", list(asked))
        return self.ask(mac or "00-00-00-00-00-00", 10, wanted, information=None, ciaddr=ciaddr, identifier=None)

    def lease(self, mac):
        offer = self.ask(mac, "discover")
        assert message_type(offer) == "OFFER"
        address = offer[BOOTP].yiaddr
        return self.ask(mac, "request", ("server_id", option(offer, "server_id")), ("requested_addr", address))

    def _send(self, mac, kind, options, information, ciaddr, identifier):
        listed = [("message-type", kind), *options]
        listed += [("client_id", identifier)] if identifier else []
        listed += [(82, information)] if information else []
        chaddr = bytes.fromhex(mac.replace("-", "")) + bytes(10)
        bootp = BOOTP(op=1, hops=1, htype=1, hlen=6, xid=self._transaction, giaddr=RELAY, ciaddr=ciaddr, chaddr=chaddr)
        self.socket.sendto(bytes(bootp / DHCP(options=[*listed, "end"])), (article.SERVER, 67))

    def _receive(self):
        while True:
            try:
                data, (address, port) = self.socket.recvfrom(65535)
            except TimeoutError:
                return None
            reply = Ether() / IP(src=address, dst=RELAY) / UDP(sport=port, dport=67) / BOOTP(data)
            if reply[BOOTP].xid == self._transaction:
                return reply

    def close(self):
        self.socket.close()


@pytest.fixture
def relay(served):
    served.command(
        "network", "add", "annex", "--cidr", "10.86.52.0/24", "--range", "10.86.52.50-10.86.52.250",
        "--domain", "annex.contoso.com", "--mac-pool", "00-1D-D8-B7-1D-00..00-1D-D8-B7-1D-FF",
    )  # fmt: skip
    made = Relay(served)
    yield made
    made.close()


@pytest.fixture
def machine(served, relay):
    """A machine on the annex."""
    made = served.command.json("env", "create", "store", "--network", "annex", "--machine", "web-server")
    return made["machines"][0]["public"]


def test_a_relayed_machine_is_leased_an_address_of_the_relay_s_network(served, relay, machine):
    ack = relay.lease(machine["mac"])
    assert message_type(ack) == "ACK"
    assert ack[BOOTP].yiaddr.startswith("10.86.52.") and ack[BOOTP].giaddr == RELAY
    assert option(ack, "subnet_mask") == "255.255.255.0"
    assert served.names.address(machine["fqdn"]) == ack[BOOTP].yiaddr
    assert served.names.names(ack[BOOTP].yiaddr) == [machine["fqdn"]]


def test_relay_agent_information_is_echoed_verbatim_and_last(relay, machine):
    offer = relay.ask(machine["mac"], "discover")
    assert raw_options(offer)[-1] == (82, AGENT_INFORMATION)
    assert 82 not in dict(raw_options(relay.ask(machine["mac"], "discover", information=None)))


def test_a_relayed_refusal_asks_the_relay_to_broadcast_it(relay, machine):
    """RFC 2131 §4.3.2: the server sets the broadcast bit, so that the relay broadcasts the NAK to the client."""
    relay.lease(machine["mac"])
    refusal = relay.ask(machine["mac"], "request", ("requested_addr", "10.86.52.249"))
    assert message_type(refusal) == "NAK"
    assert int(refusal[BOOTP].flags) & 0x8000


def test_a_relayed_rebinding_is_acknowledged(relay, machine):
    address = relay.lease(machine["mac"])[BOOTP].yiaddr
    ack = relay.ask(machine["mac"], "request", ciaddr=address)
    assert message_type(ack) == "ACK" and ack[BOOTP].yiaddr == address


def test_a_machine_that_asks_on_another_network_than_its_own_gets_no_lease(served, relay, machine):
    stray = served.public("shop")["mac"]
    relay.hears_nothing(stray, "discover")
    assert message_type(relay.ask(stray, "request", ("requested_addr", "10.86.52.60"))) == "NAK"
    served.names.check_nodata(served.public("shop")["fqdn"])


# Subnet selection (RFC 3011): a program in the relay's place asks in the name of a machine on another network.


def test_subnet_selection_chooses_the_network_and_comes_back(served, relay):
    public = served.public("shop")
    lab = socket.inet_aton("10.86.51.0")
    offer = relay.ask(public["mac"], "discover", (118, lab))
    assert message_type(offer) == "OFFER" and offer[BOOTP].yiaddr.startswith("10.86.51.")
    assert dict(raw_options(offer))[118] == lab and raw_options(offer)[-1][0] == 82
    address = offer[BOOTP].yiaddr
    ack = relay.ask(public["mac"], "request", (118, lab), ("server_id", option(offer, "server_id")), ("requested_addr", address))
    assert message_type(ack) == "ACK" and dict(raw_options(ack))[118] == lab
    assert served.names.address(public["fqdn"]) == address


def test_link_selection_goes_before_subnet_selection(relay, machine):
    """RFC 3527 section 3."""
    information = bytes([5, 4]) + socket.inet_aton("10.86.52.0")
    offer = relay.ask(machine["mac"], "discover", (118, socket.inet_aton("10.86.51.0")), information=information)
    assert offer[BOOTP].yiaddr.startswith("10.86.52.")
    assert raw_options(offer)[-1] == (82, information)


def test_subnet_selection_of_a_machine_on_the_link_means_nothing(served):
    guest = served.guest("shop", served.command.json("env", "show", "shop")["machines"][0])
    by_hand = served.hand_made_client(guest.namespace, guest.mac)
    offer = by_hand.discover((118, socket.inet_aton("10.99.0.0")))
    assert offer[BOOTP].yiaddr.startswith("10.86.51.")
    assert 118 not in dict(raw_options(offer))


# Lease queries (RFC 4388).

ACTIVE, UNASSIGNED, UNKNOWN = 13, 11, 12
LAST_TRANSACTION, ASSOCIATED = 91, 92


def test_a_lease_query_is_told_what_the_relay_said_also_after_a_restart(served, relay, machine):
    address = relay.lease(machine["mac"])[BOOTP].yiaddr
    for restarts in (False, True):
        if restarts:
            served.server.kill()
            served.server.start()
        answer = relay.query(82, 51, 61, LAST_TRANSACTION, ciaddr=address)
        told = dict(raw_options(answer))
        assert told[53] == bytes([ACTIVE]) and answer[BOOTP].ciaddr == address
        assert answer[BOOTP].chaddr[:6].hex("-").upper() == machine["mac"]
        assert raw_options(answer)[-1] == (82, AGENT_INFORMATION)
        assert told[61] == SHARED_CLIENT_IDENTIFIER
        age, left = int.from_bytes(told[LAST_TRANSACTION]), int.from_bytes(told[51])
        assert age < 60 and age + left == 600


def test_a_lease_query_by_mac(relay, machine):
    assert dict(raw_options(relay.query(51, mac=machine["mac"])))[53] == bytes([UNKNOWN])
    address = relay.lease(machine["mac"])[BOOTP].yiaddr
    answer = relay.query(ASSOCIATED, mac=machine["mac"])
    assert answer[BOOTP].ciaddr == address
    assert dict(raw_options(answer))[ASSOCIATED] == socket.inet_aton(address)
    assert dict(raw_options(relay.query(51, ciaddr="10.86.52.250")))[53] == bytes([UNASSIGNED])
    assert dict(raw_options(relay.query(51, ciaddr="192.0.2.1")))[53] == bytes([UNKNOWN])
