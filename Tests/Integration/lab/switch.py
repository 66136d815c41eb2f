"""The wires: bridges in a namespace of their own, and cables (veth pairs) from them into the others."""

import itertools

from .namespace import Namespace

#: The public (lab) network's bridge (R39).
LAB = "br-lab"


class Switch:
    def __init__(self):
        self.namespace = Namespace("switch")
        self._ports = itertools.count(1)
        self._bridges = {}
        self.bridge(LAB)

    def bridge(self, name):
        """The bridge of that name; an environment's private bridge has no uplink and no address (R38)."""
        if name not in self._bridges:
            short = name if name == LAB else f"br-{len(self._bridges)}"  # an interface name has at most 15 characters
            self.namespace.ip("link", "add", short, "type", "bridge", "forward_delay", "0", "mcast_snooping", "0")
            self.namespace.ip("link", "set", short, "up")
            self._bridges[name] = short
        return self._bridges[name]

    def plug(self, namespace, interface, bridge=LAB, mac=None, address=None):
        """A cable from a bridge to a new interface of `namespace`."""
        port = f"port{next(self._ports)}"
        hardware = ["address", mac.replace("-", ":").lower()] if mac else []
        namespace.ip(
            "link", "add", "name", interface, *hardware, "type", "veth", "peer", "name", port,
            "netns", self.namespace.name,
        )  # fmt: skip
        self.namespace.ip("link", "set", port, "master", self.bridge(bridge), "up")
        namespace.ip("link", "set", interface, "up")
        if address:
            namespace.ip("address", "add", address, "dev", interface)

    def close(self):
        self.namespace.close()
