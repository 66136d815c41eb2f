"""A guest: a machine of an environment as a namespace with a private and a public interface (R37)."""

from .article import DOMAIN
from .desktop import fetch
from .service import Service
from .station import Station
from .switch import LAB


class Guest(Station):
    """Has the MACs and the private address that the registry assigned; its public address comes by DHCP."""

    def __init__(self, switch, environment, machine, client, hosts="", bridge=LAB):
        super().__init__(switch, f"{environment}-{machine['name']}", machine["public"]["mac"], client, bridge)
        self.environment = environment
        self.name = machine["name"]
        self.alias = machine["public"]["fqdn"]
        self.private = machine["private"]
        switch.plug(
            self.namespace, "private", environment, mac=self.private["mac"], address=f"{self.private['address']}/24"
        )
        with open(self.namespace.etc / "hosts", "a") as file:
            file.write(hosts)
        self.service = Service(self.namespace, environment, self.name)

    @property
    def identity(self):
        """What its service says."""
        return {"environment": self.environment, "machine": self.name}

    @property
    def readable_name(self):
        return f"{self.name}.{self.environment}.{DOMAIN}"

    def fetch(self, host):
        return fetch(self.namespace, host)

    def close(self):
        self.service.close()
        super().close()
