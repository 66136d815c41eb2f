"""Evidence of conflicts: who uses an address that is another's, and whose MAC is at two places; both sides are told."""

import pytest
from scapy.layers.dhcp import BOOTP

from lab import article
from lab.capture import message_type
from lab.deadline import eventually

#: The first address of the lease range: the one that the first machine to ask gets.
FIRST = "10.86.51.50"
SQUATTER = "02-00-5E-00-53-09"


@pytest.fixture
def machine(served):
    return served.guest("shop", served.command.json("env", "show", "shop")["machines"][0])


@pytest.fixture
def by_hand(served, machine):
    return served.hand_made_client(machine.namespace, machine.mac)


def conflicts(lab, kind):
    return [row for row in lab.command.json("conflicts") if row["kind"] == kind]


def squat(lab, address, mac=SQUATTER):
    namespace = lab.namespace("squatter")
    lab.switch.plug(namespace, "eth0", mac=mac, address=f"{address}/24")


def test_an_address_that_a_stranger_uses_is_not_offered(served, machine, by_hand):
    squat(served, FIRST)
    assert by_hand.lease() != FIRST
    (seen,) = conflicts(served, "address.in-use")
    assert seen["conflict"] == "address" and seen["address"] == FIRST
    assert seen["name"] == "web-server.shop" and seen["mac"] == machine.mac and seen["otherMAC"] == SQUATTER
    assert SQUATTER in served.command("conflicts")


def test_a_network_that_does_not_probe_offers_at_once(served, by_hand):
    served.command("network", "set", "lab", "--probe", "off")
    squat(served, FIRST)
    assert by_hand.discover()[BOOTP].yiaddr == FIRST


def test_a_declined_address_that_nobody_uses_stays_the_machine_s(served, by_hand):
    address = by_hand.lease()
    by_hand.send("decline", (("server_id", article.SERVER), ("requested_addr", address)))
    assert by_hand.lease() == address


def test_a_declined_address_that_a_stranger_uses_rests(served, by_hand):
    address = by_hand.lease()
    squat(served, address)
    by_hand.send("decline", (("server_id", article.SERVER), ("requested_addr", address)))
    eventually(lambda: conflicts(served, "address.in-use"), "the stranger in `conflicts`")
    assert by_hand.lease() != address


def test_clones_with_one_client_identifier_are_told_and_have_two_addresses(served, by_hand):
    machines = served.command.json("env", "show", "shop")["machines"]
    other = served.guest("shop", machines[1])
    addresses = {by_hand.lease(), served.hand_made_client(other.namespace, other.mac).lease()}
    assert len(addresses) == 2
    (seen,) = conflicts(served, "identifier.shared")
    assert {seen["machine"], seen["otherMachine"]} == {"web-server", "db-server"}


def test_a_held_mac_keeps_its_lease_and_is_promised_nothing_else(served, machine, by_hand):
    address = by_hand.lease()
    assert "held until" in served.command("lease", "hold", machine.mac)
    by_hand.hears_nothing("discover")
    assert message_type(by_hand.renew(address)) == "ACK"
    served.server.kill()
    served.server.start()
    by_hand.hears_nothing("discover")
    assert "not held" in served.command("lease", "unhold", machine.mac)
    assert by_hand.discover()[BOOTP].yiaddr == address


def test_a_kicked_machine_gets_short_leases(served, machine, by_hand):
    address = by_hand.lease()
    served.command("lease", "kick", machine.mac)
    ack = by_hand.renew(address)
    assert dict(option for option in ack["DHCP options"].options if isinstance(option, tuple))["lease_time"] == 90
