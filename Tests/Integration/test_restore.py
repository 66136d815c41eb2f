"""A clone is restored to a snapshot that was taken in its origin: it comes back believing that it is the original.

The MACs roll back with the machines, and a guest remembers the original's address (R24, R30, R63-R65).
"""

import pytest
from scapy.layers.dhcp import BOOTP
from scapy.layers.inet import IP, UDP
from scapy.layers.l2 import Ether

from lab import article
from lab.capture import Capture, message_type, option
from lab.clients import ALL, Networkd, Udhcpc
from lab.sampler import Sampler


#: networkd keeps its lease where nothing survives a boot.
REMEMBERING = [each for each in ALL if each is not Networkd]


@pytest.fixture(params=REMEMBERING, ids=lambda client: client.__name__.lower())
def client(request):
    return request.param


def test_restore_names_the_mac_that_is_rolled_back_to_and_the_one_to_put_back(cloned):
    printed = cloned.command("restore", "shop-qa1", "latest build").splitlines()
    for machine in article.MACHINES:
        original, own = cloned.public("shop", machine)["mac"], cloned.public("shop-qa1", machine)["mac"]
        assert original != own
        lines = [line for line in printed if machine in line and original in line and own in line]
        assert len(lines) == 1, "\n".join(printed)


def test_restore_changes_neither_names_nor_macs(cloned):
    def shown():
        """All but the status, which says that a restore is open."""
        return {key: value for key, value in cloned.command.json("env", "show", "shop-qa1").items() if key != "status"}

    before = shown()
    cloned.command("restore", "shop-qa1", "latest build")
    assert shown() == before


def test_a_snapshot_taken_in_the_clone_goes_before_its_origin_s(cloned):
    cloned.command("snapshot", "take", "shop-qa1", "latest build")
    printed = cloned.command("restore", "shop-qa1", "latest build")
    assert cloned.public("shop")["mac"] not in printed
    assert cloned.public("shop-qa1")["mac"] in printed


def test_a_guest_whose_disk_was_rolled_back_ends_with_its_own_lease(cloned, client):
    """It starts anew with the original's MAC put right and the original's lease on its disk."""
    original = cloned.boot("shop", client)["web-server"]
    clone = cloned.boot("shop-qa1", client)["web-server"]
    stale, own = original.address, clone.address
    clone.power_off()
    cloned.command("restore", "shop-qa1", "latest build")
    clone.client.copy_state_from(original.client)
    before = cloned.lease_of(original.mac)
    with Capture(cloned.server_namespace, "eth0") as wire, Sampler(cloned.names, clone.alias) as sampler:
        clone.client.start()
        assert clone.wait_for_address() == own
    check_never_pointed_at(sampler, stale)
    asked = [option(packet, "requested_addr") for packet in wire.dhcp if packet[BOOTP].op == 1]
    assert stale in asked, "the guest asks for what it remembers"
    for refusal in (packet for packet in wire.dhcp if message_type(packet) == "NAK"):
        check_broadcast(refusal)
    if client is not Udhcpc:  # which remembers nothing on disk, and so asks with a DISCOVER
        assert "NAK" in map(message_type, wire.dhcp)
    check_undisturbed(cloned, original, before)


def test_a_guest_whose_memory_was_rolled_back_ends_with_its_own_lease(cloned):
    """It never stopped: it holds the original's address when its MAC is put right, and renews it."""
    original = cloned.boot("shop")["web-server"]
    clone = cloned.boot("shop-qa1")["web-server"]
    stale, own = original.address, clone.address
    clone.power_off()
    clone.change_mac(original.mac)
    clone.client.start()
    assert clone.wait_for_address() == stale, "until its MAC is put right it is the original to everybody"
    cloned.command("restore", "shop-qa1", "latest build")
    before = cloned.lease_of(original.mac)
    with Capture(cloned.server_namespace, "eth0") as wire, Sampler(cloned.names, clone.alias) as sampler:
        clone.change_mac(clone.mac)
        clone.client.ask_again()
        assert clone.wait_for_address(other_than=stale) == own
    check_never_pointed_at(sampler, stale)
    assert "NAK" in map(message_type, wire.dhcp)
    for refusal in (packet for packet in wire.dhcp if message_type(packet) == "NAK"):
        check_broadcast(refusal)
    check_undisturbed(cloned, original, before)


@pytest.mark.parametrize("leased_before", [False, True], ids=["never leased", "leased before"])
@pytest.mark.parametrize("state", ["reboot", "renew", "rebind"])
def test_a_stale_address_is_refused_by_broadcast(cloned, state, leased_before):
    """INIT-REBOOT, RENEWING and REBINDING with the original's address, with the clone's own MAC."""
    original = cloned.boot("shop")["web-server"]
    stale = original.address
    machines = cloned.command.json("env", "show", "shop-qa1")["machines"]
    clone = cloned.guest("shop-qa1", machines[0])
    by_hand = cloned.hand_made_client(clone.namespace, clone.mac)
    own = by_hand.lease() if leased_before else None
    before = cloned.lease_of(original.mac)
    with Sampler(cloned.names, clone.alias) as sampler:
        refusal = getattr(by_hand, state)(stale)
        assert message_type(refusal) == "NAK"
        check_broadcast(refusal)
        address = by_hand.lease()
    assert address != stale
    assert own in (None, address), "its own address stays its own"
    check_never_pointed_at(sampler, stale)
    assert cloned.names.address(clone.alias) == address
    check_undisturbed(cloned, original, before)


def test_the_original_s_address_offered_to_nobody_else_even_when_asked_for(cloned):
    stale = cloned.boot("shop")["web-server"].address
    clone = cloned.guest("shop-qa1", cloned.command.json("env", "show", "shop-qa1")["machines"][0])
    by_hand = cloned.hand_made_client(clone.namespace, clone.mac)
    offer = by_hand.discover(("requested_addr", stale))
    assert message_type(offer) == "OFFER" and offer[BOOTP].yiaddr != stale
    assert message_type(by_hand.select(stale)) == "NAK"


def check_broadcast(refusal):
    """To everybody, on both layers, and naming no address: its `ciaddr` may belong to the original (RFC 2131 §4.1,
    §4.3.2)."""
    assert refusal[Ether].dst == "ff:ff:ff:ff:ff:ff"
    assert refusal[IP].dst == "255.255.255.255"
    assert (refusal[UDP].sport, refusal[UDP].dport) == (67, 68)
    assert (refusal[BOOTP].yiaddr, refusal[BOOTP].ciaddr) == ("0.0.0.0", "0.0.0.0")
    assert option(refusal, "server_id") == article.SERVER
    assert option(refusal, "client_id") == article.SHARED_CLIENT_IDENTIFIER


def check_never_pointed_at(sampler, address):
    assert sampler.asked > 0
    assert sampler.faults == []
    assert address not in set().union(*sampler.seen.values())


def check_undisturbed(lab, original, before):
    """The original has the lease it had, under its name, and answers."""
    after = lab.lease_of(original.mac)
    assert (after["address"], after["state"]) == (before["address"], "bound")
    assert lab.names.address(original.alias) == before["address"]
    assert lab.desktop.fetch(original.alias) == original.identity
