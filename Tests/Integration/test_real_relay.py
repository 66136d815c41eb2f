"""Figure 3 on two networks at once: `shop` on the lab's own link, its clone behind a router with a real relay agent."""

from ipaddress import IPv4Network

import pytest

from lab import article
from lab.capture import Capture, message_type, raw_options
from lab.clients import ALL
from lab.lab import Lab
from lab.router import ANNEX, Router

NETWORKS = {"shop": IPv4Network(article.CIDR), "shop-qa1": IPv4Network("10.86.52.0/24")}
BRIDGES = {"shop": "br-lab", "shop-qa1": ANNEX}


class Routed:
    """The running figure, with what passed at the server's interface while it booted."""

    def __init__(self, lab, client):
        self.lab = lab
        lab.server.start()
        lab.found()
        lab.command(
            "network", "add", "annex", "--cidr", NETWORKS["shop-qa1"], "--range", "10.86.52.50-10.86.52.250",
            "--domain", "annex.contoso.com", "--mac-pool", "00-1D-D8-B7-1D-00..00-1D-D8-B7-1D-FF",
            "--router", Router.annex_address,
        )  # fmt: skip
        lab.command("clone", "shop", "shop-qa1", "--network", "annex")
        self.router = Router(lab)
        self.guests = [
            lab.guest(environment, machine, client, bridge)
            for environment, bridge in BRIDGES.items()
            for machine in lab.command.json("env", "show", environment)["machines"]
        ]
        with Capture(lab.server_namespace, "eth0") as wire:
            for guest in self.guests:
                guest.client.start()
            for guest in self.guests:
                guest.wait_for_address()
        self.packets = wire.dhcp

    def of(self, environment):
        return [guest for guest in self.guests if guest.environment == environment]


@pytest.fixture(scope="module", params=ALL, ids=lambda client: client.__name__.lower())
def routed(request):
    lab = Lab()
    try:
        made = Routed(lab, request.param)
        try:
            yield made
        finally:
            made.router.close()
    finally:
        lab.close()


def test_each_machine_has_an_address_of_its_own_network(routed):
    for guest in routed.guests:
        assert guest.address in map(str, NETWORKS[guest.environment].hosts())
    assert len({guest.address for guest in routed.guests}) == len(routed.guests)


def test_each_alias_is_answered_with_it(routed):
    for guest in routed.guests:
        assert routed.lab.names.address(guest.alias) == guest.address
        assert routed.lab.names.names(guest.address) == [guest.alias]


def test_the_relay_s_information_comes_back_last(routed):
    relayed = [packet for packet in routed.packets if packet["BOOTP"].giaddr == Router.annex_address]
    asked = {raw_options(packet)[-1] for packet in relayed if message_type(packet) in ("DISCOVER", "REQUEST")}
    answered = {raw_options(packet)[-1] for packet in relayed if message_type(packet) in ("OFFER", "ACK")}
    assert {code for code, _ in answered} == {82}
    assert answered <= asked


def test_a_machine_behind_the_router_renews_without_the_relay(routed):
    """RFC 2131 §4.3.2: in RENEWING it asks by unicast, which is routed and not relayed."""
    for guest in routed.of("shop-qa1"):
        address = guest.address
        guest.namespace.ip("route", "replace", "default", "via", Router.annex_address)
        assert guest.client.renew() == address
        assert routed.lab.names.address(guest.alias) == address
