"""Whatever has an interface on the public network and asks for its address by DHCP."""

import json
import shutil

from . import scratch
from .article import DOMAIN, SERVER
from .deadline import eventually
from .namespace import Namespace
from .switch import LAB


class Station:
    """A namespace with the interface `public`, which has the MAC that was given, and a DHCP client for it."""

    def __init__(self, switch, name, mac, client, bridge=LAB):
        self.name = name
        self.mac = mac
        self.namespace = Namespace(name)
        self.folder = scratch.folder("station")
        switch.plug(self.namespace, "public", bridge, mac=mac)
        (self.namespace.etc / "resolv.conf").write_text(f"nameserver {SERVER}\nsearch {DOMAIN}\n")
        self.client = client(self)

    @property
    def address(self):
        """The public address the interface has now."""
        shown = json.loads(self.namespace.ip("-json", "-4", "address", "show", "dev", "public"))
        found = [entry["local"] for interface in shown for entry in interface.get("addr_info", ())]
        assert len(found) <= 1, f"{self.name} has {found}"
        return found[0] if found else None

    def wait_for_address(self, other_than=None):
        """Waits until DHCP has given it an address."""

        def address():
            found = self.address
            return found if found != other_than else None

        return eventually(address, lambda: f"{self.name} has an address other than {other_than}\n{self.client.log}")

    def power_off(self):
        """Without a word to the server; nothing of its address is left."""
        self.client.stop()
        self.namespace.ip("address", "flush", "dev", "public")

    def change_mac(self, mac):
        """What the hypervisor does to the public interface."""
        self.namespace.ip("link", "set", "public", "address", mac.replace("-", ":").lower())

    def close(self):
        self.client.stop()
        self.namespace.close()
        shutil.rmtree(self.folder)
