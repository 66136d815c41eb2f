"""Figure 3 of the article: `shop` and its clone `shop-qa1`, all four machines at once, with three kinds of DHCP client.

Every guest sends the same client identifier, as clones of one template with one machine-id do.
"""

from ipaddress import IPv4Address

import pytest

from lab import article
from lab.capture import Capture, message_type, option
from lab.clients import ALL
from lab.lab import Lab

ENVIRONMENTS = ("shop", "shop-qa1")


class Figure3:
    """The running figure: the lab, its four guests, and the DHCP packets of their start."""

    def __init__(self, lab, client):
        self.lab = lab
        self.names = lab.names
        lab.server.start()
        lab.found()
        lab.command("snapshot", "take", "shop", "latest build")
        lab.command("clone", "shop", "shop-qa1", "--snapshot", "latest build")
        with Capture(lab.server_namespace, "eth0") as wire:
            booted = {environment: lab.boot(environment, client, start=False) for environment in ENVIRONMENTS}
            self.guests = [guest for machines in booted.values() for guest in machines.values()]
            for guest in self.guests:
                guest.client.start()
            for guest in self.guests:
                guest.wait_for_address()
        self.packets = wire.dhcp

    def shown(self):
        """The four machines as `env show` tells them, by environment and name."""
        return {
            (environment, machine["name"]): machine
            for environment in ENVIRONMENTS
            for machine in self.lab.command.json("env", "show", environment)["machines"]
        }


@pytest.fixture(scope="module", params=ALL, ids=lambda client: client.__name__.lower())
def figure(request):
    lab = Lab()
    try:
        yield Figure3(lab, request.param)
    finally:
        lab.close()


def test_one_client_identifier_gets_four_different_leases(figure):
    asked = [packet for packet in figure.packets if message_type(packet) in ("DISCOVER", "REQUEST")]
    assert {option(packet, "client_id") for packet in asked} == {article.SHARED_CLIENT_IDENTIFIER}
    addresses = {guest.address for guest in figure.guests}
    assert len(addresses) == 4
    first, last = (IPv4Address(end) for end in article.LEASES.split("-"))
    assert all(first <= IPv4Address(address) <= last for address in addresses)


def test_every_reply_echoes_the_client_identifier(figure):
    replies = [packet for packet in figure.packets if message_type(packet) in ("OFFER", "ACK", "NAK")]
    assert {option(packet, "client_id") for packet in replies} == {article.SHARED_CLIENT_IDENTIFIER}


def test_the_registry_knows_what_the_guests_have(figure):
    shown = figure.shown()
    leases = {lease["mac"]: lease for lease in figure.lab.command.json("lease", "list")}
    for guest in figure.guests:
        assert shown[guest.environment, guest.name]["public"]["address"] == guest.address
        lease = leases[guest.mac]
        assert (lease["address"], lease["state"]) == (guest.address, "bound")
        assert (lease["environment"], lease["machine"], lease["fqdn"]) == (guest.environment, guest.name, guest.alias)
    assert len({leases[guest.mac]["clientIdentifier"] for guest in figure.guests}) == 1


def test_inside_nothing_differs(figure):
    shown = figure.shown()
    for machine, address in zip(article.MACHINES, ("192.168.23.1", "192.168.23.2"), strict=True):
        original, clone = (shown[environment, machine] for environment in ENVIRONMENTS)
        assert original["private"] == clone["private"]
        assert original["private"]["address"] == address
        first_octet = int(original["private"]["mac"][:2], 16)
        assert first_octet & 0b11 == 0b10, "a private MAC is locally administered and unicast"


def test_outside_everything_differs(figure):
    public = [machine["public"] for machine in figure.shown().values()]
    for key in ("mac", "alias", "fqdn", "address"):
        assert len({each[key] for each in public}) == 4


def test_each_alias_resolves_to_its_own_machine(figure):
    for guest in figure.guests:
        assert figure.lab.command("alias", guest.environment, guest.name) == guest.alias + "\n"
        assert figure.lab.desktop.dig(guest.alias) == [guest.address]
        assert figure.lab.desktop.kdig(guest.alias) == [guest.address]
        assert figure.lab.desktop.kdig(guest.alias, "A", "+tcp") == [guest.address]
        assert figure.lab.desktop.dig(guest.alias.upper()) == [guest.address]


def test_each_readable_name_leads_to_its_alias(figure):
    for guest in figure.guests:
        assert figure.lab.desktop.dig(guest.readable_name) == [guest.alias + ".", guest.address]


def test_each_alias_is_answered_by_that_machine_of_that_clone(figure):
    for guest in figure.guests:
        assert figure.lab.desktop.fetch(guest.alias) == guest.identity
        assert figure.lab.desktop.fetch(guest.readable_name) == guest.identity


def test_the_reverse_name_comes_back_to_the_alias(figure):
    for guest in figure.guests:
        assert figure.names.names(guest.address) == [guest.alias]


def test_the_text_record_says_who_it_is(figure):
    for guest in figure.guests:
        texts = {text.strip('"') for line in figure.lab.desktop.dig(guest.alias, "TXT") for text in line.split('" "')}
        assert {f"environment={guest.environment}", f"machine={guest.name}"} <= texts
        assert ("origin=shop" in texts) == (guest.environment == "shop-qa1")


def test_whois_tells_the_machine_by_name_address_and_mac(figure):
    for guest in figure.guests:
        for question in (guest.alias, guest.address, guest.mac):
            answer = figure.lab.command("whois", question)
            assert guest.environment in answer and guest.name in answer


def test_inside_a_sibling_is_reached_by_its_name(figure):
    for guest in figure.guests:
        (sibling,) = (name for name in article.MACHINES if name != guest.name)
        answer = {"environment": guest.environment, "machine": sibling}
        assert guest.fetch(f"{sibling}.{article.DOMAIN}") == answer
        assert guest.fetch(sibling) == answer


def test_hosts_lines_are_the_article_s(figure):
    for environment in ENVIRONMENTS:
        lines = figure.lab.command("hosts", environment, "web-server").splitlines()
        assert lines == ["192.168.23.2    db-server.lab.contoso.com db-server"]
        lines = figure.lab.command("hosts", environment, "db-server").splitlines()
        assert lines == ["192.168.23.1    web-server.lab.contoso.com web-server"]


def test_from_outside_a_private_address_is_not_reached(figure):
    for guest in figure.guests:
        assert figure.lab.desktop.fetch(guest.private["address"]) is None


def test_a_renewal_keeps_the_address(figure):
    for guest in figure.guests:
        address = guest.address
        assert guest.client.renew() == address
        assert figure.names.address(guest.alias) == address
