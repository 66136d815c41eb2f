"""The messages that an ordinary start of a guest does not show: INFORM, DECLINE, RELEASE, and who gets silence."""

import pytest
from scapy.layers.dhcp import BOOTP
from scapy.layers.inet import IP
from scapy.layers.l2 import Ether

from lab import article
from lab.capture import message_type, option
from lab.deadline import eventually

STRANGER = "02-00-5E-00-53-01"


@pytest.fixture
def machine(served):
    """A machine of `shop`, switched off: its packets are made by hand."""
    return served.guest("shop", served.command.json("env", "show", "shop")["machines"][0])


@pytest.fixture
def by_hand(served, machine):
    return served.hand_made_client(machine.namespace, machine.mac)


def test_an_ack_carries_what_the_network_says(by_hand):
    address = by_hand.lease()
    ack = by_hand.reboot(address)
    assert message_type(ack) == "ACK" and ack[BOOTP].yiaddr == address
    assert option(ack, "subnet_mask") == "255.255.255.0"
    assert option(ack, "lease_time") == 600
    assert option(ack, "renewal_time") == 300
    assert option(ack, "rebinding_time") == 525
    assert option(ack, "server_id") == article.SERVER
    assert option(ack, "client_id") == article.SHARED_CLIENT_IDENTIFIER
    assert option(ack, "name_server") is None, "option 6 is absent unless a name server is set"


def test_an_alias_points_at_an_address_only_when_it_is_acknowledged(served, machine, by_hand):
    offer = by_hand.discover()
    served.names.check_nodata(machine.alias)
    address = offer[BOOTP].yiaddr
    assert message_type(by_hand.select(address)) == "ACK"
    assert served.names.address(machine.alias) == address


def test_the_same_address_is_offered_again_and_again(by_hand):
    assert len({by_hand.discover()[BOOTP].yiaddr for _ in range(3)}) == 1


def test_the_address_stays_with_the_mac_after_a_release(by_hand):
    address = by_hand.lease()
    by_hand.send("release", (("server_id", article.SERVER),), ciaddr=address, unicast=True)
    assert by_hand.lease() == address


def test_a_reply_goes_to_the_link_layer_address_unless_broadcast_is_asked_for(machine, by_hand):
    offer = by_hand.discover()
    assert offer[Ether].dst == by_hand.mac and offer[IP].dst == offer[BOOTP].yiaddr
    offer = by_hand.discover(flags=0x8000)
    assert offer[Ether].dst == "ff:ff:ff:ff:ff:ff" and offer[IP].dst == "255.255.255.255"


def test_a_renewal_is_answered_to_the_address_at_the_client_s_own_mac(by_hand):
    address = by_hand.lease()
    ack = by_hand.renew(address)
    assert message_type(ack) == "ACK" and ack[BOOTP].yiaddr == address
    assert ack[Ether].dst == by_hand.mac and ack[IP].dst == address


def test_rebinding_is_acknowledged(by_hand):
    address = by_hand.lease()
    ack = by_hand.rebind(address)
    assert message_type(ack) == "ACK" and ack[BOOTP].yiaddr == address


def test_inform_is_answered_with_options_and_no_lease(by_hand):
    """RFC 2131 §4.3.5: to `ciaddr`, without `yiaddr` and without lease times."""
    address = by_hand.lease()
    ack = by_hand.exchange("inform", ciaddr=address, unicast=True)
    assert message_type(ack) == "ACK"
    assert ack[IP].dst == address and ack[BOOTP].yiaddr == "0.0.0.0"
    assert option(ack, "subnet_mask") == "255.255.255.0"
    for absent in ("lease_time", "renewal_time", "rebinding_time"):
        assert option(ack, absent) is None


def test_decline_ends_no_other_lease_and_the_machine_gets_an_address_again(served, by_hand, machine):
    other = served.guest("shop", served.command.json("env", "show", "shop")["machines"][1])
    theirs = served.hand_made_client(other.namespace, other.mac).lease()
    address = by_hand.lease()
    by_hand.send("decline", (("server_id", article.SERVER), ("requested_addr", address)))
    again = by_hand.lease()
    assert again != theirs
    assert served.names.address(machine.alias) == again
    assert served.names.address(other.alias) == theirs


def test_decline_of_another_machine_s_address_changes_nothing(served, by_hand):
    other = served.guest("shop", served.command.json("env", "show", "shop")["machines"][1])
    theirs = served.hand_made_client(other.namespace, other.mac).lease()
    own = by_hand.lease()
    by_hand.send("decline", (("server_id", article.SERVER), ("requested_addr", theirs)))
    assert message_type(by_hand.reboot(own)) == "ACK"
    assert served.lease_of(other.mac)["state"] == "bound"
    assert served.names.address(other.alias) == theirs


def test_release_of_another_machine_s_address_changes_nothing(served, by_hand):
    other = served.guest("shop", served.command.json("env", "show", "shop")["machines"][1])
    theirs = served.hand_made_client(other.namespace, other.mac).lease()
    own = by_hand.lease()
    by_hand.send("release", (("server_id", article.SERVER),), ciaddr=theirs, unicast=True)
    assert message_type(by_hand.reboot(own)) == "ACK"
    assert served.names.address(other.alias) == theirs


def test_release_for_another_server_changes_nothing(served, machine, by_hand):
    address = by_hand.lease()
    by_hand.send("release", (("server_id", "10.86.51.3"),), ciaddr=address, unicast=True)
    assert message_type(by_hand.reboot(address)) == "ACK"
    assert served.names.address(machine.alias) == address


def test_a_request_to_another_server_gets_silence(by_hand):
    address = by_hand.discover()[BOOTP].yiaddr
    by_hand.hears_nothing("request", (("server_id", "10.86.51.3"), ("requested_addr", address)))


@pytest.mark.parametrize("kind", ["discover", "request", "inform"])
def test_an_unknown_mac_gets_silence(served, machine, kind):
    machine.change_mac(STRANGER)
    stranger = served.hand_made_client(machine.namespace, STRANGER)
    options = (("requested_addr", "10.86.51.63"),) if kind == "request" else ()
    stranger.hears_nothing(kind, options)


def test_a_private_mac_gets_silence_on_the_public_wire(served, machine):
    mac = machine.private["mac"]
    machine.change_mac(mac)
    served.hand_made_client(machine.namespace, mac).hears_nothing("discover")


def test_a_guest_that_asks_before_it_is_registered_is_served_as_soon_as_it_is(served):
    """The clone is made while its guest already asks."""
    machines = served.command.json("clone", "shop", "shop-qa1")["machines"]
    served.command("env", "rename", "shop-qa1", "shop-qa2")
    guest = served.guest("shop-qa2", machines[0])
    guest.client.start()
    eventually(lambda: guest.address, "the guest is served")
    assert served.names.address(machines[0]["public"]["fqdn"]) == guest.address
