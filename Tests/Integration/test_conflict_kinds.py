"""`conflicts` beyond what the lease server sees: what would collide without isolation (R12), and what zone files hide."""

import socket

import dns.message
import dns.rcode
import dns.update
import pytest

from lab import article
from lab.deadline import eventually


@pytest.fixture
def qa(shop_on_file):
    """`shop` and its clones `shop-qa1` and `shop-qa2`."""
    for name in ("shop-qa1", "shop-qa2"):
        shop_on_file.command("clone", "shop", name)
    return shop_on_file


def test_clones_are_predicted_to_collide_by_name_address_and_mac_one_line_a_group(qa):
    machines = qa.command.json("env", "show", "shop")["machines"]
    found = qa.command.json("conflicts", "--predicted")
    assert [(row["conflict"], row["name"]) for row in found] == [
        (kind, value)
        for kind, values in (
            ("name", [machine["name"] for machine in machines]),
            ("address", [machine["private"]["address"] for machine in machines]),
            ("mac", [machine["private"]["mac"] for machine in machines]),
        )
        for value in values
    ]
    for row in found:
        assert row["count"] == 3 and row["environments"] == ["shop", "shop-qa1", "shop-qa2"]
        assert row["predicted"] and row["severity"] == "info" and row["source"] == "registry"
    assert qa.command.json("conflicts", "--seen") == []


def test_people_are_told_in_one_line_what_the_same_environments_have_in_common(qa):
    lines = qa.command("conflicts", "shop-qa1").splitlines()
    (names,) = [line for line in lines if line.startswith("name")]
    assert "shop, shop-qa1, shop-qa2" in names and "web-server, db-server" in names
    assert len([line for line in lines if line.split()[:1] in (["name"], ["address"], ["mac"])]) == 3


def test_one_environment_alone_collides_with_nobody(shop_on_file):
    assert shop_on_file.command("conflicts").strip() == "no conflicts"


def test_a_zone_file_that_hides_a_readable_name_is_told_with_its_line(qa):
    folder = qa.folder / "Zones"
    folder.mkdir()
    (folder / f"{article.DOMAIN}.zone").write_text(
        "$TTL 300\n@ IN SOA ns hostmaster 1 3600 600 604800 10\n@ IN NS ns\nns IN A 10.86.51.2\n"
        "web-server.shop-qa1 IN TXT hello\n"
    )
    (row,) = qa.command.json("conflicts", "--seen")
    assert (row["kind"], row["name"], row["severity"]) == ("name.hidden", "web-server.shop-qa1", "warning")
    assert f"{article.DOMAIN}.zone:5 " in row["detail"]
    assert qa.command.json("conflicts", "shop-qa2", "--seen") == []


def seen(lab, kind):
    return [row for row in lab.command.json("conflicts", "--seen") if row["kind"] == kind]


def test_guests_with_one_host_name_are_told(cloned):
    """Every clone says the same name (R17); here nobody is registered by it."""
    addresses = []
    for environment in ("shop", "shop-qa1"):
        machine = cloned.command.json("env", "show", environment)["machines"][0]
        guest = cloned.guest(environment, machine)
        client = cloned.hand_made_client(guest.namespace, guest.mac)
        addresses.append(client.lease(("hostname", b"web-server")))
    (row,) = seen(cloned, "name.shared")
    assert (row["conflict"], row["severity"], row["source"]) == ("name", "info", "name")
    assert (row["name"], row["otherEnvironment"]) == ("web-server.shop-qa1", "shop")
    assert len(set(addresses)) == 2


def test_a_guest_that_updates_dns_is_refused_and_told(served):
    """The second machine would take the entry of the first (R16)."""
    guest = served.boot("shop")["web-server"]
    update = dns.update.UpdateMessage(article.DOMAIN)
    update.replace("web-server", 300, "A", guest.address)
    with guest.namespace.entered():
        made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    with made:
        made.settimeout(5)
        made.connect((article.SERVER, 53))
        made.send(update.to_wire())
        assert dns.message.from_wire(made.recv(512)).rcode() == dns.rcode.REFUSED
    (row,) = eventually(lambda: seen(served, "update.refused"), "the update in `conflicts`", within=20)
    assert (row["name"], row["address"], row["conflict"]) == ("web-server.shop", guest.address, "name")
    served.names.check_nxdomain(f"web-server.{article.DOMAIN}")
