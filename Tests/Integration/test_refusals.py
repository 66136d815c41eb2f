"""What is refused: one sentence with the values and the remedy, an exit status, and a registry that is what it was."""

import time

import pytest

from lab import article
from lab.command import REFUSED, WRONG_USAGE
from lab.deadline import eventually
from lab.lab import Lab
from lab.records import contents


def network(name="annex", **changes):
    """`network add` of a second network that would be fine, with some options changed."""
    options = {
        "cidr": "10.86.52.0/24",
        "range": "10.86.52.50-10.86.52.250",
        "domain": "annex.contoso.com",
        "mac_pool": "00-1D-D8-B7-1D-00..00-1D-D8-B7-1D-FF",
    } | changes
    return ("network", "add", name) + tuple(
        word for option, value in options.items() for word in (f"--{option.replace('_', '-')}", value)
    )


def host(name="plotter", mac="00-1B-A9-12-34-57", address="10.86.51.21"):
    """`host add` of a second host that would be fine, with something changed."""
    return ("host", "add", name, "--mac", mac, "--address", address)


def hypervisor(name="hv2", mac_range="00-15-5D-33-08-00..00-15-5D-33-08-FF", verb="add"):
    """`hypervisor add` of a second hypervisor that would be fine, with something changed."""
    return ("hypervisor", verb, name, "--mac-range", mac_range)


LONG = "w" * 64

#: A folder that nothing is written to.
NOWHERE = "/nowhere/files"

#: What is wrong, the command, and what its sentence must say.
REFUSALS = {
    "the article's own pool, a multicast address": (
        network(mac_pool="1D-D8-B7-1C-00-05..1D-D8-B7-1C-00-FF"),
        ["1D-D8-B7-1C-00-05", "multicast", "00-1D-D8"],
    ),
    "a pool across two prefixes": (
        network(mac_pool="00-1D-D8-FF-FF-00..00-1D-D9-00-00-FF"),
        ["00-1D-D8", "00-1D-D9"],
    ),
    "overlapping pools": (
        network(mac_pool="00-1D-D8-B7-1C-80..00-1D-D8-B7-1D-7F"),
        ["00-1D-D8-B7-1C-80", "00-1D-D8-B7-1C-00", "lab"],
    ),
    "overlapping networks": (
        network(cidr="10.86.51.128/25", range="10.86.51.130-10.86.51.140"),
        ["10.86.51.128/25", "10.86.51.0/24", "lab"],
    ),
    "a private block that overlaps its own public network": (
        network(private_block="10.86.52.0/25"),
        ["10.86.52.0/25", "10.86.52.0/24"],
    ),
    "a private block that overlaps another public network": (
        network(private_block="10.86.51.0/24"),
        ["10.86.51.0/24", "lab"],
    ),
    "a public network that overlaps a private block": (
        network(cidr="192.168.23.0/24", range="192.168.23.50-192.168.23.99", private_block="192.168.24.0/24"),
        ["192.168.23.0/24"],
    ),
    "a lease range outside the network": (
        network(range="10.86.53.50-10.86.53.250"),
        ["10.86.53.50", "10.86.52.0/24"],
    ),
    "a lease range that begins in the network and ends outside": (
        network(range="10.86.52.50-10.86.53.10"),
        ["10.86.53.10", "10.86.52.0/24"],
    ),
    "a network's name that is taken": (network("LAB"), ["lab"]),
    "an environment's name that is taken": (("env", "create", "shop", "--machine", "web-server"), ["shop"]),
    "an environment's name that is taken, in other letters": (
        ("env", "create", "SHOP", "--machine", "web-server"),
        ["shop"],
    ),
    "a clone's name that is taken": (("clone", "shop", "Shop"), ["shop"]),
    "the history of nobody": (("history", "nobody"), ["nobody"]),
    "conflicts of an environment that is not there": (("conflicts", "nobody"), ["nobody", "shop"]),
    "a machine to verify that is not there": (("verify", "shop", "cache"), ["cache", "web-server"]),
    "a machine's name that is taken": (("machine", "add", "shop", "WEB-SERVER"), ["web-server", "shop"]),
    "one machine's name twice in a command": (
        ("env", "create", "store", "--machine", "web-server", "--machine", "Web-Server"),
        ["web-server"],
    ),
    "a guest of an environment that is not there": (("guest", "nowhere", "web-server", "--out", NOWHERE), ["nowhere"]),
    "a guest that is not there": (("guest", "shop", "mail-server", "--out", NOWHERE), ["mail-server", "db-server"]),
    "files for a guest in a folder with others": (
        ("guest", "shop", "web-server", "--out", "/usr"),
        ["/usr", "--force"],
    ),
    "files for a guest in a file": (("guest", "shop", "web-server", "--out", "/etc/passwd"), ["/etc/passwd"]),
    "a clone of machines that are joined to a domain outside": (
        ("clone", "joined", "joined-2"),
        ["joined", "corp.contoso.com", "--accept-outside-domain"],
    ),
    "a clone of a directory with a trust outside": (
        ("clone", "trusting", "trusting-2"),
        ["trusting", "corp.contoso.com", "--accept-outside-domain"],
    ),
    "a domain that is inside and outside": (
        ("env", "create", "x", "--machine", "web", "--domain", "corp.contoso.com", "--outside-domain", "CORP.contoso.com"),
        ["corp.contoso.com"],
    ),
    "a trust without a directory": (
        ("env", "create", "x", "--machine", "web", "--trust", "corp.contoso.com"),
        ["--outside-domain"],
    ),
    "a domain inside that is no host's": (
        ("env", "create", "x", "--machine", "web", "--domain", "corp_lab.contoso.com"),
        ["corp_lab.contoso.com", "_"],
    ),
    "a new name that is taken": (("env", "rename", "shop", "other"), ["other"]),
    "a snapshot's name that is taken": (("snapshot", "take", "shop", "Latest Build"), ["latest build", "shop"]),
    "an environment's name that is no host name": (
        ("env", "create", "shop_qa1", "--machine", "web-server"),
        ["shop_qa1", "_"],
    ),
    "an environment's name that ends in a hyphen": (("clone", "shop", "shop-qa1-"), ["shop-qa1-"]),
    "an environment's name that is too long": (("env", "create", LONG, "--machine", "web-server"), ["64", "63"]),
    "a machine's name that is no host name": (("machine", "add", "shop", "web server"), ["web server"]),
    "a machine's name that is too long": (("machine", "add", "shop", LONG), ["64", "63"]),
    "an unknown environment to show": (("env", "show", "nowhere"), ["nowhere"]),
    "an unknown environment to delete": (("env", "delete", "nowhere"), ["nowhere"]),
    "an unknown environment to rename": (("env", "rename", "nowhere", "somewhere"), ["nowhere"]),
    "an unknown environment to clone": (("clone", "nowhere", "somewhere"), ["nowhere"]),
    "an unknown environment to add a machine to": (("machine", "add", "nowhere", "cache"), ["nowhere"]),
    "an unknown environment to take a snapshot of": (("snapshot", "take", "nowhere", "now"), ["nowhere"]),
    "an unknown environment to restore": (("restore", "nowhere", "latest build"), ["nowhere"]),
    "a plan of a clone whose name is taken": (("clone", "shop", "Other", "--plan"), ["other"]),
    "a plan of an unknown environment's clone": (("clone", "nowhere", "somewhere", "--plan"), ["nowhere"]),
    "a plan from an unknown snapshot": (
        ("clone", "shop", "shop-qa1", "--snapshot", "last build", "--plan"),
        ["last build", "shop"],
    ),
    "a customized copy of a domain controller": (
        ("clone", "forest", "forest-c", "--customized"),
        ["dc1", "forest", "--customized"],
    ),
    "an identical clone of a customized environment": (("clone", "shop-c", "shop-d"), ["shop-c", "--customized"]),
    "a plan of an identical clone of a customized environment": (
        ("clone", "shop-c", "shop-d", "--plan"),
        ["shop-c", "--customized"],
    ),
    "a private interface in a customized environment": (
        ("machine", "add", "shop-c", "cache,address=192.168.23.9"),
        ["cache", "shop-c"],
    ),
    "a computer name in a customized environment that is taken": (
        ("machine", "add", "shop-c", "WEB-server"),
        ["shop/web-server"],
    ),
    "a new name of an unknown machine": (
        ("clone", "shop", "shop-d", "--customized", "--rename", "cache=cache2"),
        ["cache", "web-server"],
    ),
    "a new name that is a machine's": (
        ("clone", "shop", "shop-d", "--customized", "--rename", "web-server=db-server"),
        ["db-server", "shop/db-server"],
    ),
    "a new name that is too long for NetBIOS": (
        ("clone", "shop", "shop-d", "--customized", "--rename", "web-server=web-server-of-qa"),
        ["web-server-of-qa", "16", "15"],
    ),
    "one new name for two machines": (
        ("clone", "shop", "shop-d", "--customized", "--rename", "web-server=x", "--rename", "db-server=X"),
        ["X", "db-server"],
    ),
    "an unknown machine's alias": (("alias", "shop", "cache"), ["cache", "shop"]),
    "an unknown machine's hosts lines": (("hosts", "shop", "cache"), ["cache", "shop"]),
    "an unknown machine to remove": (("machine", "remove", "shop", "cache"), ["cache", "shop"]),
    "an unknown snapshot to clone from": (
        ("clone", "shop", "shop-qa1", "--snapshot", "last build"),
        ["last build", "shop"],
    ),
    "an unknown snapshot to restore": (("restore", "shop", "last build"), ["last build", "shop"]),
    "an unknown snapshot to delete": (("snapshot", "delete", "shop", "last build"), ["last build", "shop"]),
    "an unknown network": (("network", "show", "annex"), ["annex"]),
    "an unknown network to clone to": (("clone", "shop", "shop-qa1", "--network", "annex"), ["annex"]),
    "an unknown machine to give a role": (("machine", "set", "shop", "cache", "--role", "web"), ["cache", "shop"]),
    "a machine's role that is no label": (("machine", "set", "shop", "web-server", "--role", "we_b"), ["we_b", "_"]),
    "a network in use to remove": (("network", "remove", "lab"), ["lab"]),
    "a host's name that is an environment's": (host("SHOP"), ["shop"]),
    "a host's name that is a host's": (host("Printer"), ["printer"]),
    "a host's name that is no host name": (host("print_er"), ["print_er", "_"]),
    "a host's name that looks like an alias": (host("VSLM-1"), ["VSLM-1", "alias"]),
    "an environment's name that is a host's": (("env", "create", "printer", "--machine", "web"), ["printer", "host"]),
    "a clone's name that is a host's": (("clone", "shop", "Printer"), ["printer", "host"]),
    "an environment's new name that is a host's": (("env", "rename", "shop", "printer"), ["printer", "host"]),
    "a host's address that is a host's": (host(address="10.86.51.20"), ["10.86.51.20", "printer"]),
    "a host's address that is the broadcast address": (host(address="10.86.51.255"), ["10.86.51.255", "10.86.51.0/24"]),
    "a host's address outside every network": (host(address="10.99.0.1"), ["10.99.0.1", "10.86.51.0/24"]),
    "a host's MAC that is a host's": (host(mac="00-1B-A9-12-34-56"), ["00-1B-A9-12-34-56", "printer"]),
    "a host's MAC that is in a pool": (host(mac="00-1D-D8-B7-1C-90"), ["00-1D-D8-B7-1C-90", "pool", "lab"]),
    "a host's MAC that is a machine's": (host(mac="00-1D-D8-B7-1C-00"), ["00-1D-D8-B7-1C-00", "shop/web-server"]),
    "a host's MAC that is a multicast address": (host(mac="01-1B-A9-12-34-56"), ["01-1B-A9-12-34-56", "multicast"]),
    "a machine's private MAC that is a host's": (
        ("machine", "add", "shop", "cache,mac=00-1B-A9-12-34-56"),
        ["00-1B-A9-12-34-56", "printer"],
    ),
    "a pool that holds a host's MAC": (
        network(mac_pool="00-1B-A9-12-34-00..00-1B-A9-12-34-FF"),
        ["00-1B-A9-12-34-56", "printer"],
    ),
    "a pool that a hypervisor gives out": (
        network(mac_pool="00-0C-01-02-00-80..00-0C-01-02-01-FF"),
        ["00-0C-01-02-00-80", "00-0C-01-02-00-00", "hv1"],
    ),
    "a pool of libvirt's prefix": (network(mac_pool="52-54-00-00-00-00..52-54-00-00-00-FF"), ["52-54-00", "libvirt"]),
    "a pool of Proxmox's prefix": (network(mac_pool="BC-24-11-00-00-00..BC-24-11-00-00-FF"), ["BC-24-11", "Proxmox"]),
    "a hypervisor's name that is taken": (hypervisor("HV1"), ["hv1"]),
    "a hypervisor's name that is no host name": (hypervisor("hv_2"), ["hv_2", "_"]),
    "a hypervisor's range of multicast addresses": (
        hypervisor(mac_range="01-15-5D-33-08-00..01-15-5D-33-08-FF"),
        ["01-15-5D-33-08-00", "multicast"],
    ),
    "a hypervisor's range from zero": (
        hypervisor(mac_range="00-00-00-00-00-00..00-00-00-00-00-FF"),
        ["00-00-00-00-00-00"],
    ),
    "a hypervisor's range across two prefixes": (
        hypervisor(mac_range="00-15-5D-FF-FF-00..00-15-5E-00-00-FF"),
        ["00-15-5D", "00-15-5E"],
    ),
    "a hypervisor's ranges that overlap": (
        (*hypervisor(), "--mac-range", "00-15-5D-33-08-80..00-15-5D-33-09-FF"),
        ["00-15-5D-33-08-00", "00-15-5D-33-08-80"],
    ),
    "a hypervisor's range that overlaps a pool": (
        hypervisor(mac_range="00-1D-D8-B7-1C-80..00-1D-D8-B7-1D-FF"),
        ["hv2", "00-1D-D8-B7-1C-00", "lab"],
    ),
    "a hypervisor's new range that overlaps a pool": (
        hypervisor("hv1", "00-1D-D8-B7-1C-80..00-1D-D8-B7-1D-FF", verb="set"),
        ["hv1", "00-1D-D8-B7-1C-00", "lab"],
    ),
    "an unknown hypervisor to show": (("hypervisor", "show", "hv9"), ["hv9", "hv1"]),
    "an unknown hypervisor to change": (hypervisor("hv9", verb="set"), ["hv9", "hv1"]),
    "an unknown hypervisor to remove": (("hypervisor", "remove", "hv9"), ["hv9", "hv1"]),
    "a private block in use": (("network", "set", "lab", "--private-block", "192.168.24.0/24"), ["192.168.23.0/24"]),
    "an unknown host to show": (("host", "show", "plotter"), ["plotter", "printer"]),
    "an unknown host to change": (("host", "set", "plotter", "--mac", "00-1B-A9-12-34-57"), ["plotter"]),
    "an unknown host to remove": (("host", "remove", "plotter"), ["plotter"]),
    "a change of a host without anything to change": (("host", "set", "printer"), ["printer", "--mac"]),
    "a guest range that overlaps the lease range": (
        ("network", "set", "lab", "--guest-range", "10.86.51.200-10.86.51.252"),
        ["10.86.51.200", "10.86.51.50"],
    ),
    "a dependency of an unknown environment": (
        ("dependency", "add", "nowhere", "mail", "--on", "smtp:mail.contoso.com"),
        ["nowhere"],
    ),
    "a dependency's name that is taken": (
        ("dependency", "add", "shop", "ORDERS", "--on", "mssql:sql1.contoso.com"),
        ["orders", "shop"],
    ),
    "a dependency's name that is no label": (
        ("dependency", "add", "shop", "or_ders", "--on", "mssql:sql1.contoso.com"),
        ["or_ders", "_"],
    ),
    "a dependency that is inside": (
        ("dependency", "add", "shop", "stock", "--on", "mssql:db-server.lab.contoso.com:1433"),
        ["db-server", "shop", "--on"],
    ),
    "a dependency's note on two lines": (
        ("dependency", "add", "shop", "stock", "--on", "mssql:sql1.contoso.com", "--note", "a\nb"),
        ["--note", "one line"],
    ),
    "an unknown environment's dependencies": (("dependency", "list", "nowhere"), ["nowhere"]),
    "an unknown dependency to remove": (("dependency", "remove", "shop", "stock"), ["stock", "orders", "shop"]),
    "an unknown environment's variables": (("env", "vars", "nowhere"), ["nowhere"]),
    "an unknown environment to export": (("export", "nowhere", "--format", "ssh-config"), ["nowhere"]),
    "an export into a folder that is not there": (
        ("export", "shop", "--format", "dotenv", "--out", "nowhere/lab.env"),
        ["nowhere/lab.env", "No such file", "--out"],
    ),
    "an export over a folder": (("export", "shop", "--format", "dotenv", "--out", "/"), ["/", "folder", "--out"]),
    "a folder for an export that is a file": (
        ("export", "shop", "--format", "rdp", "--out", "/dev/null/rdp"),
        ["/dev/null/rdp", "--out"],
    ),
    "an import from a file that is not there": (
        ("import", "nowhere.xml", "--format", "libvirt", "--env", "store"),
        ["nowhere.xml", "No such file"],
    ),
    "an import of what is no machine": (
        ("import", "/dev/null", "--format", "proxmox", "--env", "store"),
        ["/dev/null:1", "no name"],
    ),
    "a change of an environment without anything to change": (("env", "set", "shop"), ["shop", "--until"]),
    "a time that is over": (
        ("env", "set", "shop", "--until", "2020-01-01T00:00:00Z"),
        ["2020-01-01T00:00:00Z", "env delete shop"],
    ),
    "an owner of two lines": (("env", "set", "shop", "--owner", "mia\nnoah"), ["owner", "control"]),
    "a description that is empty": (("env", "set", "shop", "--description", " "), ["description", "empty"]),
    "a tag's name with a blank": (("env", "set", "shop", "--tag", "a b=c"), ["a b", "tag"]),
    "too many tags": (
        ("env", "set", "shop", *(word for n in range(65) for word in ("--tag", f"t{n}=x"))),
        ["64", "shop"],
    ),
    "a clone whose time is over": (("clone", "shop", "shop-qa1", "--until", "2020-01-01"), ["2020-01-01"]),
    "an unknown environment to set": (("env", "set", "nowhere", "--owner", "mia"), ["nowhere"]),
    "an unknown environment's status": (("env", "status", "nowhere"), ["nowhere"]),
    "an unknown environment to wait for": (("wait", "nowhere"), ["nowhere"]),
    "a restore to end that is not open": (("restore", "shop", "--end"), ["shop", "not being restored"]),
    "a restore to cancel that is not open": (("restore", "shop", "--cancel"), ["shop", "not being restored"]),
    "a restore to confirm that is not open": (
        ("restore", "shop", "--confirm", "web-server"),
        ["shop", "not being restored"],
    ),
    "a restore to end whose machines were not seen": (
        ("restore", "other", "--end"),
        ["other", "web-server", "--force"],
    ),
    "a restore to confirm for an unknown machine": (("restore", "other", "--confirm", "cache"), ["cache", "other"]),
    "a restore to confirm for a machine it does not know": (
        ("restore", "other", "--confirm", "late"),
        ["late", "web-server"],
    ),
    "an address that nobody has": (("whois", "10.86.51.200"), ["10.86.51.200"]),
    "a lease that is not there": (("lease", "release", "10.86.51.200"), ["10.86.51.200"]),
}

#: What is not of its kind, or not there at all.
WRONG_USES = {
    "a guest's files for no folder": ("guest", "shop", "web-server"),
    "a domain that is no name": ("env", "create", "x", "--machine", "web", "--domain", "a..b"),
    "a MAC of five octets": network(mac_pool="00-1D-D8-B7-1D..00-1D-D8-B7-1E"),
    "a MAC of five octets for a machine": ("machine", "add", "shop", "cache,mac=02-5B-0F-11-22"),
    "an address of three octets": network(range="10.86.52-10.86.53"),
    "a network that is none": network(cidr="10.86.52.0/33"),
    "lease seconds that are no number": network(lease_seconds="ten"),
    "an unknown option": ("env", "list", "--colour"),
    "an unknown verb": ("env", "destroy", "shop"),
    "an unknown noun": ("cluster", "list"),
    "a missing name": ("env", "create"),
    "a missing option": ("network", "add", "annex", "--cidr", "10.86.52.0/24"),
    "a MAC of five octets for a host": host(mac="00-1B-A9-12-34"),
    "a host without an address": ("host", "add", "plotter", "--mac", "00-1B-A9-12-34-57"),
    "a hypervisor without a range": ("hypervisor", "add", "hv2"),
    "a MAC of five octets for a hypervisor": hypervisor(mac_range="00-15-5D-33-08..00-15-5D-33-09"),
    "new names without a customized copy": ("clone", "shop", "shop-d", "--rename", "web-server=web7"),
    "a new name that is none": ("clone", "shop", "shop-d", "--customized", "--rename", "web-server"),
    "two new names for one machine": (
        "clone", "shop", "shop-d", "--customized", "--rename", "web-server=a", "--rename", "Web-Server=b",
    ),
    "a machine's new role that is missing": ("machine", "set", "shop", "web-server"),
    "two parts of the conflicts": ("conflicts", "--seen", "--predicted"),
    "two name servers to verify with": (
        "verify", "shop", "web-server", "--server", "10.86.51.2:53", "--resolver", "system",
    ),
    "a dependency that is nowhere": ("dependency", "add", "shop", "stock", "--on", "mssql"),
    "a dependency at a port that is none": ("dependency", "add", "shop", "stock", "--on", "mssql:sql1:65536"),
    "a dependency without a place": ("dependency", "add", "shop", "stock"),
    "an unknown format of an export": ("export", "shop", "--format", "csv"),
    "an export of all environments in a format for one": ("export", "--format", "dotenv"),
    "an export of several files without a folder": ("export", "shop", "--format", "rdp"),
    "a user in a format that has none": ("export", "shop", "--format", "dotenv", "--user", "tester"),
    "a user of two lines": ("export", "shop", "--format", "ssh-config", "--user", "a\nHost *"),
    "a port that is none": ("export", "shop", "--format", "ssh-config", "--port", "0"),
    "an unknown format of variables": ("env", "vars", "shop", "--format", "csv"),
    "an unknown format of an import": ("import", "/dev/null", "--format", "vmware", "--env", "store"),
    "an import without a name": ("import", "/dev/null", "--format", "libvirt"),
    "an import with two rules for the private interface": (
        "import", "/dev/null", "--format", "libvirt", "--env", "a", "--private-bridge", "b", "--private-network", "c"
    ),
    "a new name for nothing": ("import", "/dev/null", "--format", "libvirt", "--env", "a", "--rename", "web"),
    "a tag without a value": ("env", "set", "shop", "--tag", "bug"),
    "a time of no kind": ("env", "set", "shop", "--until", "soon"),
    "a length of time of no kind": ("wait", "shop", "--timeout", "long"),
    "a restore to nothing": ("restore", "shop"),
    "a restore that begins and ends": ("restore", "shop", "latest build", "--end"),
    "force without an end": ("restore", "shop", "--cancel", "--force"),
    "a name too many": ("env", "show", "shop", "other"),
}


@pytest.fixture(scope="module", params=[False, True], ids=["on the file", "through the server"])
def table(request):
    """One lab for the whole table: nothing in it may change the registry."""
    lab = Lab()
    try:
        if request.param:
            lab.server.start()
        lab.found()
        lab.command("env", "create", "other", "--machine", "web-server")
        lab.command("env", "create", "joined", "--machine", "web", "--outside-domain", "corp.contoso.com")
        lab.command(
            "env", "create", "trusting", "--machine", "web", "--domain-controller", "dc1", "--trust", "corp.contoso.com"
        )
        lab.command("snapshot", "take", "shop", "latest build")
        lab.command("dependency", "add", "shop", "orders", "--on", "postgresql:db.contoso.com:5432")
        lab.command("snapshot", "take", "other", "before late")
        lab.command("restore", "other", "before late")
        lab.command("machine", "add", "other", "late")
        lab.command(*host("printer", "00-1B-A9-12-34-56", "10.86.51.20"))
        lab.command("env", "create", "forest", "--machine", "web", "--domain-controller", "dc1")
        lab.command("clone", "shop", "shop-c", "--customized")
        lab.command(*hypervisor("hv1", "00-0C-01-02-00-00..00-0C-01-02-00-FF"))
        eventually(lambda: is_quiet(lab.command.registry), "the registry is quiet")
        yield lab
    finally:
        lab.close()


def is_quiet(registry):
    """A zone's serial is written up to a second after the change that it counts."""
    before = contents(registry)
    time.sleep(1.5)
    return contents(registry) == before


@pytest.mark.parametrize("case", REFUSALS)
def test_is_refused(table, case):
    words, fragments = REFUSALS[case]
    before = contents(table.command.registry)
    sentence = table.command.refused(*words, status=REFUSED)
    assert [fragment for fragment in fragments if fragment not in sentence] == [], sentence
    assert contents(table.command.registry) == before


@pytest.mark.parametrize("case", WRONG_USES)
def test_is_wrong_usage(table, case):
    before = contents(table.command.registry)
    assert table.command.refused(*WRONG_USES[case], status=WRONG_USAGE)
    assert contents(table.command.registry) == before


def test_the_255th_machine_is_refused(lab):
    lab.command(*article.network(pool=article.WIDE_POOL))
    full = [word for number in range(1, 255) for word in ("--machine", f"m{number}")]
    lab.command("env", "create", "big", *full)
    before = contents(lab.command.registry)
    sentence = lab.command.refused("machine", "add", "big", "m255")
    assert "254" in sentence and "192.168.23.0/24" in sentence
    assert contents(lab.command.registry) == before
    sentence = lab.command.refused("env", "create", "bigger", *full, "--machine", "m255")
    assert "254" in sentence and "192.168.23.0/24" in sentence
    assert contents(lab.command.registry) == before


def test_a_backup_replaces_nothing_but_an_earlier_backup(shop_on_file):
    registry = shop_on_file.command.registry
    before = contents(registry)
    assert "is the registry itself" in shop_on_file.command.refused("backup", registry)
    letter = shop_on_file.folder / "letter"
    letter.write_text("Dear Sir\n")
    sentence = shop_on_file.command.refused("backup", letter)
    assert str(letter) in sentence and "no backup" in sentence
    assert letter.read_text() == "Dear Sir\n"
    assert str(shop_on_file.folder) in shop_on_file.command.refused("backup", shop_on_file.folder)
    assert "/none/" in shop_on_file.command.refused("backup", shop_on_file.folder / "none" / "lab.sqlite")
    assert contents(registry) == before


def test_an_exhausted_pool_is_refused_and_nothing_of_the_clone_is_there(lab):
    lab.found(pool="00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-02")
    before = contents(lab.command.registry)
    sentence = lab.command.refused("clone", "shop", "shop-qa1")
    for fragment in ("lab", "00-1D-D8-B7-1C-00", "--mac-pool"):
        assert fragment in sentence
    assert contents(lab.command.registry) == before


def test_a_refused_first_command_leaves_no_file(lab):
    lab.command.refused(*network(mac_pool="1D-D8-B7-1C-00-00..1D-D8-B7-1C-00-FF"))
    assert list(lab.folder.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ("env", "list"),
        ("env", "show", "shop"),
        ("network", "list"),
        ("lease", "list"),
        ("alias", "shop"),
        ("whois", "10.86.51.63"),
        ("hosts", "shop", "web-server"),
        ("history", "shop"),
        ("conflicts",),
        ("verify", "shop", "web-server"),
        ("snapshot", "list", "shop"),
        ("env", "status", "shop"),
        ("wait", "shop"),
        ("restore", "shop", "--status"),
        ("backup", "/nowhere/lab.sqlite"),
        ("host", "list"),
        ("host", "show", "printer"),
        ("hypervisor", "list"),
        ("hypervisor", "show", "hv1"),
        ("dependency", "list", "shop"),
        ("env", "vars", "shop"),
        ("export", "--format", "ansible"),
        ("guest", "shop", "web-server", "--out", NOWHERE),
    ],
    ids=" ".join,
)
def test_a_question_to_a_registry_that_is_not_there_is_refused(lab, words):
    sentence = lab.command.refused(*words)
    assert str(lab.command.registry) in sentence
    assert list(lab.folder.iterdir()) == []
