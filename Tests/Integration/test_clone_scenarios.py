"""What happens to clones that come up with the memory of another, with real clients and real relays on real wires.

One client identifier: every test here and `test_figure_3.py`. Restored with the original's lease, in all four states of
REQUEST: `test_restore.py`.
"""

import time

import pytest
from scapy.layers.dhcp import BOOTP

from lab import article
from lab.capture import Capture, message_type, raw_options
from lab.clients import ALL
from lab.deadline import eventually
from lab.router import ANNEX

TRANSACTION = 0x5EED5EED


@pytest.fixture(params=ALL, ids=lambda client: client.__name__.lower())
def client(request):
    return request.param


def test_machines_resumed_from_one_memory_have_one_transaction_id_and_two_addresses(cloned):
    """They draw the same numbers, so their messages differ in nothing but the MAC; nobody takes the other's reply."""
    machines = [cloned.command.json("env", "show", name)["machines"][0] for name in ("shop", "shop-qa1")]
    guests = [cloned.guest(name, machine) for name, machine in zip(("shop", "shop-qa1"), machines, strict=True)]
    twins = [cloned.hand_made_client(guest.namespace, guest.mac) for guest in guests]

    def together(kind, options=lambda _: ()):
        for number, twin in enumerate(twins):
            twin.send(kind, options(number), transaction=TRANSACTION, flags=0x8000)
        replies = []
        for twin in twins:
            own = eventually(lambda twin=twin: next_own(twin), f"a reply to {kind}")
            replies.append(own)
        return replies

    def next_own(twin):
        reply = twin.reply(TRANSACTION, 1)
        return reply if reply is not None and reply[BOOTP].chaddr[:6].hex(":") == twin.mac else None

    offered = [offer[BOOTP].yiaddr for offer in together("discover")]
    assert len(set(offered)) == 2
    acks = together(
        "request", lambda number: (("server_id", article.SERVER), ("requested_addr", offered[number]))
    )
    assert [message_type(ack) for ack in acks] == ["ACK", "ACK"]
    assert [ack[BOOTP].yiaddr for ack in acks] == offered
    assert [cloned.names.address(guest.alias) for guest in guests] == offered


def test_an_environment_that_is_deleted_and_made_again_has_nothing_of_the_old_one(served, client):
    old = served.boot("shop", client)
    before = {name: (guest.mac, guest.address, guest.alias) for name, guest in old.items()}
    served.command("env", "delete", "shop")
    served.command(*article.SHOP)
    new = served.boot("shop", client)
    for name, guest in new.items():
        mac, address, alias = before[name]
        assert guest.mac != mac and guest.alias != alias
        assert guest.address not in [each[1] for each in before.values()]
        assert served.names.address(guest.alias) == guest.address
        served.names.check_nxdomain(alias)
    # The old guests still run; their requests are met with silence, and change nothing.
    old["web-server"].client.ask_again()
    time.sleep(3)
    assert served.lease_of(before["web-server"][0]) is None
    assert served.names.address(new["web-server"].alias) == new["web-server"].address


# One network on two wires, each with a relay that says where it is (RFC 3046).

SECOND = {"bridge": "annex-2", "lab_address": "10.86.51.4", "annex_address": "10.86.52.2", "reach": "10.86.52.2/32"}


@pytest.fixture
def two_wires(served):
    served.command(
        "network", "add", "annex", "--cidr", "10.86.52.0/24", "--range", "10.86.52.50-10.86.52.250",
        "--domain", "annex.contoso.com", "--mac-pool", "00-1D-D8-B7-1D-00..00-1D-D8-B7-1D-FF",
    )  # fmt: skip
    served.command("env", "create", "store", "--network", "annex", "--machine", "web-server")
    served.router()
    served.router(**SECOND)
    return served


@pytest.fixture
def original(two_wires):
    """The machine on its own wire, with a lease."""
    guest = two_wires.guest("store", two_wires.command.json("env", "show", "store")["machines"][0], bridge=ANNEX)
    guest.client.start()
    guest.wait_for_address()
    return guest


@pytest.fixture
def copy(two_wires, original):
    """Its copy, with the same MAC, on the other wire; switched off."""
    station = two_wires.station("copy", original.mac, bridge=SECOND["bridge"])
    return two_wires.hand_made_client(station.namespace, station.mac)


def test_a_duplicate_mac_at_two_relays_gets_silence_and_both_places_are_told(two_wires, original):
    address = original.address
    copy = two_wires.station("copy", original.mac, bridge=SECOND["bridge"])
    with Capture(copy.namespace, "public") as wire:
        copy.client.start()
        (seen,) = eventually(
            lambda: [row for row in two_wires.command.json("conflicts") if row["kind"] == "mac.duplicate"],
            "the duplicate in `conflicts`",
        )
        # Keep the original in sight: it is there, so the copy is no migration.
        for _ in range(3):
            assert original.client.renew() == address
            time.sleep(1)
    assert seen["conflict"] == "mac" and seen["name"] == "web-server.store"
    for relay in ("10.86.52.1", "10.86.52.2"):
        assert relay in seen["detail"], seen["detail"]
    assert copy.address is None
    assert {message_type(packet) for packet in wire.dhcp} == {"DISCOVER"}
    assert two_wires.names.address(original.alias) == address


@pytest.mark.parametrize("kind", ["release", "decline"])
def test_a_release_or_decline_from_the_wrong_relay_changes_nothing(two_wires, original, copy, kind):
    address = original.address
    options = (("server_id", article.SERVER),)
    if kind == "release":
        fields = {"ciaddr": address}
    else:
        fields, options = {}, (*options, ("requested_addr", address))
    with Capture(two_wires.server_namespace, "eth0") as wire:
        copy.send(kind, options, **fields)
        eventually(lambda: [packet for packet in wire.dhcp if packet[BOOTP].giaddr == "10.86.52.2"], "it is relayed")
        # A message that is answered comes after it, so that it has been decided.
        assert original.client.renew() == address
    relayed = [packet for packet in wire.dhcp if packet[BOOTP].giaddr == "10.86.52.2"]
    assert message_type(relayed[0]) == kind.upper()
    assert [code for code, _ in raw_options(relayed[0])][-1] == 82, "the relay says where it is"
    assert two_wires.lease_of(original.mac)["state"] == "bound"
    assert two_wires.names.address(original.alias) == address
    # From its own place it counts.
    original.client.stop()
    own = two_wires.hand_made_client(original.namespace, original.mac)
    own.send(kind, options, **fields)
    eventually(lambda: two_wires.names.address(original.alias) is None, f"the {kind} from its own place counts")
