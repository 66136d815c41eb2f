"""`verify`: before anything is deployed or tested, whether a machine is who it is meant to be (R8)."""

import json
import sqlite3

import pytest

from lab import article
from lab.command import REFUSED, Command

SERVER = f"{article.SERVER}:53"


@pytest.fixture
def desktop(cloned):
    """The command as the desktop runs it: beside the guests on the lab network."""
    command = Command(cloned.command.registry)
    command.prefix = ("ip", "netns", "exec", cloned.desktop.namespace.name)
    return command


@pytest.fixture
def guest(cloned):
    cloned.boot("shop")
    return cloned.boot("shop-qa1")["web-server"]


def verify(command, *words):
    outcome = command.outcome("verify", "shop-qa1", "web-server", *words, "--json")
    report = json.loads(outcome.output)
    assert report["ok"] == (outcome.status == 0) == all(check["ok"] for check in report["checks"])
    return report, {check["name"]: check for check in report["checks"]}


@pytest.mark.parametrize("words", [("--server", SERVER), ("--resolver", "system")], ids=["server", "resolver"])
def test_everything_agrees(desktop, guest, words):
    report, checks = verify(desktop, *words, "--tcp", "80")
    assert report["ok"], checks
    assert (report["fqdn"], report["mac"], report["address"]) == (guest.alias, guest.mac, guest.address)
    assert list(checks) == ["alias", "lease", "dns", "reverse", "txt", "neighbor", "tcp"]
    printed = desktop("verify", "shop-qa1", "web-server", *words, "--tcp", "80")
    assert all(line.split(": ")[0] in checks for line in printed.splitlines())


def test_a_machine_without_a_lease_is_told(desktop):
    assert "no lease" in desktop.refused("verify", "shop-qa1", "web-server", "--server", SERVER)


def test_a_port_that_does_not_answer_is_told(desktop, guest):
    said = desktop.refused("verify", "shop-qa1", "web-server", "--server", SERVER, "--tcp", "81")
    assert f"port 81 of {guest.address}" in said and "refused" in said


def test_the_wrong_clone_at_the_address_is_told(cloned, desktop, guest):
    """The clone is off, and the original believes that it has the clone's address."""
    address = guest.address
    guest.power_off()
    original = cloned.public("shop")["mac"]
    wrong = cloned.namespace("wrong")
    cloned.switch.plug(wrong, "eth0", mac="02-00-5E-00-53-09", address=f"{address}/24")
    report, checks = verify(desktop, "--server", SERVER)
    assert not checks["neighbor"]["ok"] and checks["reverse"]["ok"], checks
    assert "02-00-5E-00-53-09" in checks["neighbor"]["message"]
    wrong.ip("link", "set", "eth0", "address", original.replace("-", ":"))
    cloned.desktop.namespace.ip("neigh", "flush", "all")
    said = desktop.refused("verify", "shop-qa1", "web-server", "--server", SERVER)
    assert original in said and "web-server.shop)" in said and guest.mac in said


def test_a_name_server_that_says_otherwise_is_told(cloned, desktop, guest):
    """A copy of the registry knows a lease that was released since."""
    copy = cloned.folder / "copy.sqlite"
    with sqlite3.connect(cloned.command.registry) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    cloned.command("lease", "release", guest.address)
    desktop.registry = copy
    said = desktop.refused("verify", "shop-qa1", "web-server", "--server", SERVER)
    assert said == f"namesake: {SERVER} knows no address of {guest.alias}, whose lease is {guest.address}"


def test_a_name_server_that_is_not_there_is_told(desktop, guest):
    assert "does it serve there?" in desktop.refused(
        "verify", "shop-qa1", "web-server", "--server", f"{article.DESKTOP}:53"
    )


def test_a_domain_controller_has_nothing_to_verify(cloned, desktop):
    cloned.command("env", "create", "forest", "--machine", "web-server", "--domain-controller", "dc1")
    outcome = desktop.outcome("verify", "forest", "dc1", "--server", SERVER)
    assert outcome.status == REFUSED and "dc1" in outcome.complaint
