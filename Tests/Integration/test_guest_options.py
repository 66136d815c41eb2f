"""What guests are told beside their address: as real clients understand it, and as firmware and Windows ask for it."""

import pytest
from scapy.layers.dhcp import BOOTP, DHCP
from scapy.layers.inet import UDP

from lab import article
from lab.capture import message_type, raw_options
from lab.clients import Dhclient, Dhcpcd, Udhcpc
from lab.command import WRONG_USAGE

NETWORK = (
    "network", "set", "lab", "--router", "10.86.51.1", "--search", "lab.contoso.com", "--search", "contoso.com",
    "--route", "10.0.0.0/8 via 10.86.51.3", "--ntp", "10.86.51.7", "--ntp", "10.86.51.8",
)  # fmt: skip

BOOT = (
    "network", "set", "lab", "--next-server", "10.86.51.4", "--boot-file", "bios=lpxelinux.0",
    "--boot-file", "uefi=grubx64.efi", "--boot-file", "http=http://10.86.51.4/grubx64.efi",
    "--boot-file", "http-arm64=http://10.86.51.4/grubaa64.efi", "--boot-file", "uefi-arm64=grubaa64.efi",
)  # fmt: skip


@pytest.fixture
def machine(served):
    """A machine of `shop`, switched off: its packets are made by hand."""
    return served.guest("shop", served.command.json("env", "show", "shop")["machines"][0])


@pytest.fixture
def by_hand(served, machine):
    return served.hand_made_client(machine.namespace, machine.mac)


def told(served, client, *asks):
    """What a client tells its script after it was given an address."""
    guest = served.guest("shop", served.command.json("env", "show", "shop")["machines"][0], client)
    guest.client.asks = asks
    guest.client.start()
    guest.wait_for_address()
    return guest.client.told


def test_dhclient_understands_search_list_routes_and_time_servers(served):
    served.command(*NETWORK)
    variables = told(served, Dhclient, "ntp-servers", "classless-routes")
    assert variables["new_domain_search"].rstrip(".") in ("lab.contoso.com. contoso.com", "lab.contoso.com contoso.com")
    assert variables["new_ntp_servers"] == "10.86.51.7 10.86.51.8"
    assert variables["new_classless_routes"] == "8 10 10 86 51 3 0 10 86 51 1"
    assert "new_routers" not in variables, "a client that asks for classless routes is told no router (RFC 3442)"


def test_udhcpc_understands_search_list_routes_and_time_servers(served):
    served.command(*NETWORK)
    variables = told(served, Udhcpc, "search", "staticroutes", "ntpsrv")
    assert variables["search"] == "lab.contoso.com contoso.com"
    assert variables["ntpsrv"] == "10.86.51.7 10.86.51.8"
    assert variables["staticroutes"] == "10.0.0.0/8 10.86.51.3 0.0.0.0/0 10.86.51.1"


def test_dhcpcd_understands_search_list_routes_and_time_servers(served):
    served.command(*NETWORK)
    variables = told(served, Dhcpcd, "domain_search", "classless_static_routes", "ntp_servers")
    assert variables["new_domain_search"] == "lab.contoso.com contoso.com"
    assert variables["new_ntp_servers"] == "10.86.51.7 10.86.51.8"
    assert variables["new_classless_static_routes"] == "10.0.0.0/8 10.86.51.3 0.0.0.0/0 10.86.51.1"


def test_a_network_is_added_with_all_that_can_be_set(lab):
    """`add` takes what `set` takes: also a role, and `none` where nothing is to be told."""
    made = lab.command.json(
        *article.network(
            "--router", "none", "--name-server", "none", "--guest-range", "none", "--probe", "off", "--rapid-commit", "on",
            "--role", "db", "--ntp", "10.86.51.6",
        )
    )  # fmt: skip
    assert (made["routers"], made["nameServers"], made["guestRange"]) == ([], [], None)
    (role,) = made["roles"]
    assert role["role"] == "db" and [option["text"] for option in role["options"]] == ["ntp-servers=10.86.51.6"]
    assert made["guest"]["options"] == []


def test_a_role_is_told_its_own(served):
    served.command(*NETWORK)
    served.command("network", "set", "lab", "--role", "db", "--ntp", "10.86.51.6")
    assert told(served, Udhcpc, "ntpsrv")["ntpsrv"] == "10.86.51.7 10.86.51.8"
    db = served.guest("shop", served.command.json("env", "show", "shop")["machines"][1])
    db.client.asks = ("ntpsrv",)
    db.client.start()
    db.wait_for_address()
    assert db.client.told["ntpsrv"] == "10.86.51.6"
    served.command("network", "set", "lab", "--role", "db", "--option", "ntp-servers=none")
    db.client.renew()
    assert db.client.told["ntpsrv"] == "10.86.51.7 10.86.51.8"


@pytest.mark.parametrize(
    "architecture, file", [(0, "lpxelinux.0"), (7, "grubx64.efi"), (9, "grubx64.efi"), (11, "grubaa64.efi")]
)
def test_firmware_is_told_the_boot_file_of_its_architecture(served, by_hand, architecture, file):
    served.command(*BOOT)
    offer = by_hand.discover(
        ("vendor_class_id", b"PXEClient:Arch:%05d:UNDI:002001" % architecture),
        (93, architecture.to_bytes(2, "big")),
        ("param_req_list", [1, 3, 66, 67]),
    )
    assert message_type(offer) == "OFFER"
    assert offer[BOOTP].siaddr == "10.86.51.4"
    assert offer[BOOTP].file.rstrip(b"\0") == file.encode()
    options = dict(raw_options(offer))
    assert options[66] == b"10.86.51.4" and options[67] == file.encode() and 60 not in options


@pytest.mark.parametrize("architecture, file", [(16, "grubx64.efi"), (19, "grubaa64.efi")])
def test_http_boot_is_told_a_url_and_that_it_is_understood(served, by_hand, architecture, file):
    served.command(*BOOT)
    offer = by_hand.discover(
        ("vendor_class_id", b"HTTPClient:Arch:%05d:UNDI:003001" % architecture),
        (93, architecture.to_bytes(2, "big")),
        ("param_req_list", [1, 3]),
    )
    options = dict(raw_options(offer))
    assert options[60] == b"HTTPClient"
    assert options[67] == b"http://10.86.51.4/" + file.encode()


def test_windows_is_told_to_be_silent_and_registers_no_name(by_hand):
    """R53 and R54: NetBIOS off, no DNS registration, and no name."""
    name = b"\x0aweb-server\x03lab\x00"
    offer = by_hand.discover(
        ("vendor_class_id", b"MSFT 5.0"),
        (81, b"\x05\x00\x00" + name),
        ("param_req_list", [1, 3, 6, 12, 15, 31, 33, 43, 44, 46, 47, 119, 121, 249, 252]),
    )
    options = dict(raw_options(offer))
    assert options[43] == bytes([1, 4, 0, 0, 0, 2])
    assert options[81] == b"\x0e\xff\xff" + name
    assert 12 not in options


def test_what_does_not_fit_is_read_by_scapy_from_the_other_fields(served, by_hand):
    served.command(
        "network", "set", "lab", "--force-option", "224=text:" + 200 * "a", "--force-option", "225=text:" + 120 * "b"
    )
    offer = by_hand.discover()
    assert len(bytes(offer[UDP].payload)) <= 548
    assert dict(raw_options(offer))[52] == b"\x01"
    assert bytes(offer[BOOTP].file)[:122] == bytes([225, 120]) + 120 * b"b"
    assert offer[DHCP].options[0] == ("message-type", 2)


def test_what_is_shown_can_be_set_again(served):
    served.command(*NETWORK)
    served.command(*BOOT, "--force-option", "224=u8:1,4,u32:2", "--option", "150=10.86.51.4")
    shown = served.command.json("network", "show", "lab")
    assert shown["router"] == "10.86.51.1" and shown["routers"] == ["10.86.51.1"]
    told = shown["guest"]
    served.command("network", "set", "lab", "--router", "none", "--next-server", "none", "--boot-file", "none")
    for option in told["options"]:
        served.command("network", "set", "lab", "--option", f"{option['code']}=none")
    bare = served.command.json("network", "show", "lab")
    assert bare["router"] is None and bare["guest"] == {"options": [], "nextServer": None, "bootFiles": []}
    served.command("network", "set", "lab", "--router", "10.86.51.1", "--next-server", told["nextServer"])
    for option in told["options"]:
        served.command("network", "set", "lab", "--force-option" if option["forced"] else "--option", option["text"])
    for boot in told["bootFiles"]:
        served.command("network", "set", "lab", "--boot-file", f"{boot['architecture']}={boot['file']}")
    assert served.command.json("network", "show", "lab") == shown
    text = served.command("network", "show", "lab")
    for line in ("domain-search=lab.contoso.com,contoso.com", "ntp-servers=10.86.51.7,10.86.51.8", "uefi=grubx64.efi"):
        assert line in text


@pytest.mark.parametrize(
    "option, words",
    [
        ("42=text:noon", ["42", "ntp-servers", "noon", "IPv4"]),
        ("ntp-servers=noon", ["42", "noon", "IPv4"]),
        ("42=hex:0a56", ["42", "IPv4"]),
        ("108=299", ["108", "300"]),
        ("51=u32:60", ["51"]),
        ("12=text:web-server", ["12", "name"]),
        ("82=hex:01", ["82"]),
        ("224=text:" + 1200 * "a", ["1024", "network"]),
    ],
)
def test_a_wrong_value_is_refused_when_it_is_set(shop_on_file, option, words):
    sentence = shop_on_file.command.refused("network", "set", "lab", "--option", option)
    assert all(word in sentence for word in words), sentence
    assert shop_on_file.command.json("network", "show", "lab")["guest"]["options"] == []


@pytest.mark.parametrize(
    "words",
    [
        ("--option", "42"), ("--option", "colour=3"), ("--option", "256=hex:01"), ("--option", "224=10.86.51.1"),
        ("--option", "224=ip:10.86.51"), ("--option", "224=hex:0"), ("--boot-file", "amiga=x"), ("--route", "10.0.0.0/8"),
        ("--role", "web", "--range", article.LEASES),
    ],
)  # fmt: skip
def test_what_is_not_of_its_kind_is_wrong_usage(shop_on_file, words):
    shop_on_file.command.refused("network", "set", "lab", *words, status=WRONG_USAGE)
