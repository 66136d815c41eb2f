"""A guest whose network is systemd-networkd's, with what the agent wrote: the real service on virtual wires."""

import json
import shutil

import pytest

from lab import article, processes
from lab.deadline import eventually
from lab.guest_root import GuestRoot
from lab.namespace import Namespace


class NetworkdGuest:
    """A machine with the interfaces `eth0` (private) and `eth1` (public), and nothing configured by us."""

    def __init__(self, lab, environment, name):
        self.lab = lab
        machines = lab.command.json("env", "show", environment)["machines"]
        self.machine = next(each for each in machines if each["name"] == name)
        self.root = GuestRoot()
        folder = self.root.path / "files"
        lab.command("guest", environment, name, "--out", folder)
        self.root("apply", "--state", folder / "desired-state.json")
        self.namespace = Namespace(f"{environment}-{name}")
        lab.switch.plug(self.namespace, "eth0", environment, mac=self.machine["private"]["mac"])
        if self.machine["public"]:
            lab.switch.plug(self.namespace, "eth1", mac=self.machine["public"]["mac"])
        self.log = self.root.path / "networkd.log"
        # A place of its own for what it keeps; a read-only /sys tells it that there is no udev to wait for.
        script = """
            mount -t tmpfs none /run && mkdir -p /run/systemd/netif && chown -R systemd-network: /run/systemd/netif &&
            mount --bind "$0/etc/systemd/network" /etc/systemd/network && mount -o remount,bind,ro /sys &&
            exec /lib/systemd/systemd-networkd
        """
        self.process = processes.start(["unshare", "-m", "sh", "-c", script, self.root.path], self.log, self.namespace)

    def addresses(self, interface):
        shown = json.loads(self.namespace.ip("-json", "-4", "address", "show", "dev", interface))
        return [f"{entry['local']}/{entry['prefixlen']}" for each in shown for entry in each.get("addr_info", ())]

    def wait(self, interface, hope):
        def found():
            addresses = self.addresses(interface)
            return addresses if hope(addresses) else None

        return eventually(found, lambda: f"{interface} has {self.addresses(interface)}\n{self.log.read_text()[-2000:]}")

    def change_public_mac(self, mac):
        for word in ("down", "up"):
            self.namespace.ip("link", "set", "eth1", word)
            self.namespace.ip("link", "set", "eth1", "address", mac.replace("-", ":").lower())

    def close(self):
        processes.stop(self.process)
        self.namespace.close()
        self.root.close()


@pytest.fixture
def guests(cloned):
    made = []

    def make(environment, name="web-server"):
        made.append(NetworkdGuest(cloned, environment, name))
        return made[-1]

    yield make
    for guest in made:
        guest.close()


def test_both_clones_have_the_private_address_and_each_its_own_public_one(cloned, guests):
    public = set()
    for environment in ("shop", "shop-qa1"):
        guest = guests(environment)
        assert guest.wait("eth0", bool) == ["192.168.23.1/24"]
        (address,) = guest.wait("eth1", bool)
        public.add(address)
        lease = cloned.lease_of(guest.machine["public"]["mac"])
        assert f"{lease['address']}/24" == address
        assert cloned.names.address(guest.machine["public"]["fqdn"]) == lease["address"]
        assert guest.addresses("eth0") == ["192.168.23.1/24"]
    assert len(public) == 2


def test_the_public_interface_is_found_again_when_its_mac_was_put_back(cloned, guests):
    """A restore gives the clone the original's MAC; then it gets its own again (R63, R64)."""
    original = cloned.public("shop")["mac"]
    guest = guests("shop-qa1")
    own = guest.wait("eth1", bool)
    guest.change_public_mac(original)
    guest.wait("eth1", lambda addresses: addresses and addresses != own)
    guest.change_public_mac(guest.machine["public"]["mac"])
    assert guest.wait("eth1", lambda addresses: addresses == own) == own
    assert guest.addresses("eth0") == ["192.168.23.1/24"]


def test_a_domain_controller_asks_for_no_address(served, request):
    """R87; and were it on the public network all the same, it would not be given one."""
    served.command("env", "create", "forest", "--machine", "web-server", "--domain-controller", "dc1")
    guest = NetworkdGuest(served, "forest", "dc1")
    request.addfinalizer(guest.close)
    served.switch.plug(guest.namespace, "eth1", mac="02-00-00-00-00-01")
    assert guest.wait("eth0", bool) == ["192.168.23.2/24"]
    assert guest.addresses("eth1") == []
    assert served.command.json("lease", "list") == []
    controller = served.hand_made_client(guest.namespace, guest.machine["private"]["mac"], "eth1")
    for kind in ("discover", "inform"):
        controller.hears_nothing(kind)
    controller.hears_nothing("request", (("requested_addr", "10.86.51.63"),))
    assert served.command.json("lease", "list") == []
