"""Guests that are no clones, and hosts: printers, hypervisors and the like, with real clients on real wires."""

import random
import time

import pytest
from scapy.layers.dhcp import BOOTP

from lab import article
from lab.capture import message_type
from lab.clients import ALL, Dhclient, Udhcpc
from lab.deadline import eventually

GUESTS = "10.86.51.30-10.86.51.33"
GUEST_ADDRESSES = {f"10.86.51.{last}" for last in range(30, 34)}
LAPTOP = "02-00-5E-00-53-01"
PRINTER = "00-1B-A9-12-34-56"
PRINTER_ADDRESS = "10.86.51.20"
PRINTER_NAME = f"printer.{article.DOMAIN}"
REVERSE = "51.86.10.in-addr.arpa"


@pytest.fixture
def hosting(served):
    """The article's lab with four addresses for guests."""
    served.command("network", "set", "lab", "--guest-range", GUESTS)
    return served


def add_printer(lab):
    return lab.command.json("host", "add", "printer", "--mac", PRINTER, "--address", PRINTER_ADDRESS)


def history(lab, mac):
    return [row["kind"] for row in lab.command.json("lease", "history", mac)]


def serial(lab, zone=article.DOMAIN):
    return lab.names.ask(zone, "SOA").answer[0][0].serial


def standing_serial(lab):
    """The serial once every step has been made: a zone makes one a second at most, and owes the others."""
    seen = []

    def stands():
        seen.append(serial(lab))
        time.sleep(1.2)
        return serial(lab) == seen[-1]

    eventually(stands, "the serial stands still")
    return seen[-1]


# Guests


def test_an_unknown_client_gets_no_address_where_there_is_no_guest_range(served):
    laptop = served.station("laptop", LAPTOP)
    laptop.client.start()
    served.boot("shop")  # which takes longer than a first answer would
    assert laptop.address is None
    assert served.lease_of(LAPTOP) is None


@pytest.mark.parametrize("client", ALL, ids=lambda client: client.__name__)
def test_an_unknown_client_is_leased_an_address_of_the_guest_range_and_no_name(hosting, client):
    laptop = hosting.station("laptop", LAPTOP, client)
    laptop.client.start()
    address = laptop.wait_for_address()
    assert address in GUEST_ADDRESSES
    lease = hosting.lease_of(LAPTOP)
    assert lease["address"] == address and lease["state"] == "bound"
    for absent in ("environment", "machine", "fqdn", "clientIdentifier", "host"):
        assert lease[absent] is None, lease
    assert hosting.names.names(address) == []
    hosting.names.check_nxdomain(f"laptop.{article.DOMAIN}")
    assert "guest" in hosting.command("whois", address) and "guest" in hosting.command("whois", LAPTOP)
    assert hosting.command.json("network", "show", "lab")["guestAddresses"]["used"] == 1
    assert laptop.client.renew() == address
    assert history(hosting, LAPTOP) == ["lease.began"], "a renewal is no event"
    guests = hosting.boot("shop")
    assert not {guest.address for guest in guests.values()} & GUEST_ADDRESSES


def test_a_guest_s_lease_changes_no_zone(hosting):
    before = standing_serial(hosting)
    hosting.hand_made_client(hosting.station("laptop", LAPTOP).namespace, LAPTOP).lease()
    hosting.command("lease", "show", LAPTOP)
    assert standing_serial(hosting) == before


def test_a_guest_that_remembers_another_network_is_refused_and_asks_again(hosting):
    laptop = hosting.station("laptop", LAPTOP)
    by_hand = hosting.hand_made_client(laptop.namespace, LAPTOP)
    for remembered in ("192.168.1.20", "10.86.51.99"):
        assert message_type(by_hand.reboot(remembered)) == "NAK"
    assert by_hand.lease() in GUEST_ADDRESSES


def test_a_guest_that_reboots_keeps_its_address(hosting):
    laptop = hosting.station("laptop", LAPTOP, Dhclient)
    laptop.client.start()
    address = laptop.wait_for_address()
    laptop.power_off()
    laptop.client.start()
    assert laptop.wait_for_address() == address


@pytest.mark.parametrize("mac", ["00-1D-D8-B7-1C-80", None], ids=["of the pool", "private"])
def test_a_machine_s_mac_is_no_guest_s(hosting, mac):
    mac = mac or hosting.command.json("env", "show", "shop")["machines"][0]["private"]["mac"]
    by_hand = hosting.hand_made_client(hosting.station("stray", mac).namespace, mac)
    by_hand.hears_nothing("discover")
    by_hand.hears_nothing("request", (("requested_addr", "10.86.51.30"),))
    assert hosting.lease_of(mac) is None


def test_a_private_mac_on_the_public_wire_is_a_conflict(served):
    served.command("clone", "shop", "shop-qa1")
    mac = served.command.json("env", "show", "shop")["machines"][1]["private"]["mac"]
    by_hand = served.hand_made_client(served.station("stray", mac).namespace, mac)
    by_hand.hears_nothing("discover")
    by_hand.hears_nothing("discover")
    (seen,) = [row for row in served.command.json("conflicts") if row["kind"] == "mac.private"]
    assert seen["conflict"] == "mac" and seen["name"] == "db-server.shop" and seen["mac"] == mac
    assert seen["count"] == 1 and "1 other machine" in seen["detail"]


def test_a_guest_range_is_not_taken_from_a_guest_that_is_there(hosting):
    laptop = hosting.hand_made_client(hosting.station("laptop", LAPTOP).namespace, LAPTOP)
    address = laptop.lease()
    sentence = hosting.command.refused("network", "set", "lab", "--guest-range", "none")
    assert address in sentence
    hosting.command("lease", "release", LAPTOP)
    hosting.command("network", "set", "lab", "--guest-range", "none")
    laptop.hears_nothing("discover")


def test_a_flood_of_made_up_guests_costs_no_machine_its_address(hosting):
    attacker = hosting.station("attacker", "02-00-5E-00-53-66")
    flooding = hosting.hand_made_client(attacker.namespace, attacker.mac)
    dice = random.Random(4)
    flooding.flood(1500, dice)
    guests = hosting.boot("shop", start=False)
    for guest in guests.values():
        guest.client.start()
    flooding.flood(1500, dice)
    for guest in guests.values():
        guest.wait_for_address()
        assert hosting.names.address(guest.alias) == guest.address
        assert guest.address not in GUEST_ADDRESSES
    leases = hosting.command.json("lease", "list")
    strangers = [lease for lease in leases if lease["machine"] is None]
    assert {lease["address"] for lease in strangers} <= GUEST_ADDRESSES
    assert len(strangers) <= len(GUEST_ADDRESSES)
    hosting.server.check_alive()


# Hosts


@pytest.mark.parametrize("client", [Dhclient, Udhcpc], ids=lambda client: client.__name__)
def test_a_host_has_its_name_at_once_and_its_address_when_it_asks(served, client):
    served.names.check_nxdomain(PRINTER_NAME)
    before = serial(served), serial(served, REVERSE)
    add_printer(served)
    assert served.names.address(PRINTER_NAME) == PRINTER_ADDRESS
    assert served.names.names(PRINTER_ADDRESS) == [PRINTER_NAME]
    eventually(lambda: serial(served) > before[0] and serial(served, REVERSE) > before[1], "the serials have grown")
    printer = served.station("printer", PRINTER, client)
    printer.client.start()
    assert printer.wait_for_address() == PRINTER_ADDRESS
    lease = served.lease_of(PRINTER)
    assert lease["address"] == PRINTER_ADDRESS and lease["state"] == "bound"
    assert lease["host"] == "printer" and lease["fqdn"] == PRINTER_NAME and lease["machine"] is None
    assert served.command.json("host", "show", "printer")["lease"] == "bound"
    assert printer.client.renew() == PRINTER_ADDRESS
    for question in ("printer", PRINTER_NAME, PRINTER_ADDRESS, PRINTER):
        assert "printer" in served.command("whois", question)


def test_a_host_answers_in_every_state_with_its_address_only(served):
    add_printer(served)
    by_hand = served.hand_made_client(served.station("printer", PRINTER).namespace, PRINTER)
    assert message_type(by_hand.reboot("10.86.51.99")) == "NAK"
    ack = by_hand.reboot(PRINTER_ADDRESS)
    assert message_type(ack) == "ACK" and ack[BOOTP].yiaddr == PRINTER_ADDRESS
    for ask in (by_hand.renew, by_hand.rebind):
        assert message_type(ask(PRINTER_ADDRESS)) == "ACK"
    by_hand.send("release", (("server_id", article.SERVER),), ciaddr=PRINTER_ADDRESS, unicast=True)
    assert by_hand.lease() == PRINTER_ADDRESS
    served.command("lease", "release", PRINTER)
    assert served.names.address(PRINTER_NAME) == PRINTER_ADDRESS
    assert by_hand.lease() == PRINTER_ADDRESS


def test_no_machine_is_leased_a_host_s_address(served):
    """The first address of the range: the one that the first machine to ask would get."""
    served.command("host", "add", "hypervisor", "--mac", PRINTER, "--address", "10.86.51.50")
    guests = served.boot("shop")
    assert "10.86.51.50" not in {guest.address for guest in guests.values()}


def test_a_host_that_is_removed_loses_its_name_at_once_and_its_address_rests(hosting):
    add_printer(hosting)
    by_hand = hosting.hand_made_client(hosting.station("printer", PRINTER).namespace, PRINTER)
    by_hand.lease()
    hosting.command("host", "remove", "printer")
    hosting.names.check_nxdomain(PRINTER_NAME)
    assert hosting.names.names(PRINTER_ADDRESS) == []
    assert hosting.lease_of(PRINTER) is None
    assert "rests until" in hosting.command.refused(
        "host", "add", "scanner", "--mac", LAPTOP, "--address", PRINTER_ADDRESS
    )
    # From now on it is a guest like others.
    assert message_type(by_hand.renew(PRINTER_ADDRESS)) == "NAK"
    assert by_hand.lease() in GUEST_ADDRESSES


def test_a_guest_is_made_a_host_with_the_address_that_it_has(hosting):
    laptop = hosting.station("laptop", LAPTOP, Dhclient)
    laptop.client.start()
    address = laptop.wait_for_address()
    hosting.command("host", "add", "laptop", "--mac", LAPTOP, "--address", address)
    assert hosting.names.address(f"laptop.{article.DOMAIN}") == address
    assert laptop.client.renew() == address
    others = [hosting.hand_made_client(laptop.namespace, f"02-00-5E-00-53-{n:02X}") for n in range(0x10, 0x13)]
    leased = {other.discover()[BOOTP].yiaddr for other in others}
    assert leased == GUEST_ADDRESSES - {address}


def test_a_new_network_card_keeps_the_host_s_address(served):
    add_printer(served)
    served.hand_made_client(served.station("printer", PRINTER).namespace, PRINTER).lease()
    served.command("host", "set", "printer", "--mac", LAPTOP)
    new = served.hand_made_client(served.station("new-card", LAPTOP).namespace, LAPTOP)
    assert new.lease() == PRINTER_ADDRESS
    assert served.names.names(PRINTER_ADDRESS) == [PRINTER_NAME]


def test_hosts_and_guests_are_there_after_a_restart(hosting):
    add_printer(hosting)
    laptop = hosting.hand_made_client(hosting.station("laptop", LAPTOP).namespace, LAPTOP)
    address = laptop.lease()
    hosting.server.kill()
    hosting.server.start()
    assert hosting.names.address(PRINTER_NAME) == PRINTER_ADDRESS
    assert hosting.names.names(PRINTER_ADDRESS) == [PRINTER_NAME]
    assert message_type(laptop.renew(address)) == "ACK"


def test_a_zone_file_s_record_hides_a_host_s_name(lab):
    zones = lab.folder / "Zones"
    zones.mkdir()
    (zones / f"{article.DOMAIN}.zone").write_text(
        "$TTL 60\n@ SOA ns hostmaster 1 3600 600 604800 60\n@ NS ns\nns A 10.86.51.2\nprinter TXT \"moved\"\n"
    )
    lab.server.words += ["--zones", zones]
    lab.server.start()
    lab.found()
    add_printer(lab)
    lab.names.check_nodata(PRINTER_NAME, minimum_at_most=60)
    assert lab.names.ask(PRINTER_NAME, "TXT").answer
    # The zone of addresses says nothing of it, so there the host is named.
    assert lab.names.names(PRINTER_ADDRESS) == [PRINTER_NAME]
