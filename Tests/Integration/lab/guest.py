"""A guest: a machine of an environment as a namespace with a private and a public interface (R37)."""

import json
import shutil

from . import scratch
from .article import DOMAIN, SERVER
from .deadline import eventually
from .desktop import fetch
from .namespace import Namespace
from .service import Service
from .switch import LAB


class Guest:
    """Has the MACs and the private address that the registry assigned; its public address comes by DHCP."""

    def __init__(self, switch, environment, machine, client, hosts="", bridge=LAB):
        self.environment = environment
        self.name = machine["name"]
        self.mac = machine["public"]["mac"]
        self.alias = machine["public"]["fqdn"]
        self.private = machine["private"]
        self.namespace = Namespace(f"{environment}-{self.name}")
        self.folder = scratch.folder("guest")
        switch.plug(self.namespace, "public", bridge, mac=self.mac)
        switch.plug(
            self.namespace, "private", environment, mac=self.private["mac"], address=f"{self.private['address']}/24"
        )
        with open(self.namespace.etc / "hosts", "a") as file:
            file.write(hosts)
        (self.namespace.etc / "resolv.conf").write_text(f"nameserver {SERVER}\nsearch {DOMAIN}\n")
        self.service = Service(self.namespace, environment, self.name)
        self.client = client(self)

    @property
    def identity(self):
        """What its service says."""
        return {"environment": self.environment, "machine": self.name}

    @property
    def readable_name(self):
        return f"{self.name}.{self.environment}.{DOMAIN}"

    @property
    def address(self):
        """The public address the interface has now."""
        shown = json.loads(self.namespace.ip("-json", "-4", "address", "show", "dev", "public"))
        found = [entry["local"] for interface in shown for entry in interface.get("addr_info", ())]
        assert len(found) <= 1, f"{self.readable_name} has {found}"
        return found[0] if found else None

    def wait_for_address(self, other_than=None):
        """Waits until DHCP has given the guest an address."""

        def address():
            found = self.address
            return found if found != other_than else None

        return eventually(
            address, lambda: f"{self.readable_name} has an address other than {other_than}\n{self.client.log}"
        )

    def power_off(self):
        """Without a word to the server; nothing of its address is left."""
        self.client.stop()
        self.namespace.ip("address", "flush", "dev", "public")

    def change_mac(self, mac):
        """What the hypervisor does to the public interface."""
        self.namespace.ip("link", "set", "public", "address", mac.replace("-", ":").lower())

    def fetch(self, host):
        return fetch(self.namespace, host)

    def close(self):
        self.client.stop()
        self.service.close()
        self.namespace.close()
        shutil.rmtree(self.folder)
