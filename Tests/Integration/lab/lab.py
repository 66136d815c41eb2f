"""The whole lab: switch, server, desktop and guests, made on demand and removed whatever happens."""

import contextlib
import json
import shutil

from . import article, scratch
from .clients import Udhcpc
from .command import Command
from .desktop import Desktop
from .guest import Guest
from .namespace import Namespace
from .packets import HandMadeClient
from .router import Router
from .server import Server
from .station import Station
from .switch import LAB, Switch


class Lab:
    def __init__(self):
        self._undo = contextlib.ExitStack()
        self.folder = scratch.folder("lab")
        self._undo.callback(shutil.rmtree, self.folder, ignore_errors=True)
        try:
            self.switch = self._owned(Switch())
            self.server_namespace = self._owned(Namespace("server"))
            self.switch.plug(self.server_namespace, "eth0", address=f"{article.SERVER}/24")
            self.desktop = self._owned(Desktop(self.switch))
        except BaseException:
            self.close()
            raise
        registry = self.folder / "namesake.sqlite"
        self.command = Command(registry)
        self.server = Server(self.server_namespace, registry)
        self._undo.callback(self.server.stop)
        #: The desktop's view of the name server.
        self.names = self.desktop.resolver

    def found(self, *network_options, pool=article.POOL):
        """The article's lab network and its environment `shop`; returns `shop` as JSON."""
        self.command(*article.network(*network_options, pool=pool))
        return self.command.json(*article.SHOP)

    def boot(self, environment, client=Udhcpc, start=True, bridge=LAB):
        """Starts an environment's machines as guests with the MACs that the registry assigned, by machine name."""
        machines = self.command.json("env", "show", environment)["machines"]
        guests = {machine["name"]: self.guest(environment, machine, client, bridge) for machine in machines}
        if start:
            for guest in guests.values():
                guest.client.start()
            for guest in guests.values():
                guest.wait_for_address()
        return guests

    def guest(self, environment, machine, client=Udhcpc, bridge=LAB):
        """One machine, made but not asking for an address yet; its public interface is on that bridge."""
        hosts = self.command("hosts", environment, machine["name"])
        return self._owned(Guest(self.switch, environment, machine, client, hosts, bridge))

    def station(self, name, mac, client=Udhcpc, bridge=LAB):
        """Somebody who is no machine of an environment, not asking for an address yet."""
        return self._owned(Station(self.switch, name, mac, client, bridge))

    def router(self, **places):
        """A router with a relay agent, to the annex unless said otherwise."""
        return self._owned(Router(self, **places))

    def hand_made_client(self, namespace, mac, interface="public"):
        (device,) = json.loads(self.server_namespace.ip("-json", "link", "show", "dev", "eth0"))
        return self._owned(HandMadeClient(namespace, interface, mac, device["address"]))

    def public(self, environment, machine="web-server"):
        """A machine's public side, as `env show` tells it now."""
        machines = self.command.json("env", "show", environment)["machines"]
        return next(each["public"] for each in machines if each["name"] == machine)

    def lease_of(self, mac):
        """What the registry says about the lease of a MAC, or nothing."""
        return next((each for each in self.command.json("lease", "list") if each["mac"] == mac), None)

    def namespace(self, label):
        return self._owned(Namespace(label))

    def _owned(self, thing):
        self._undo.callback(thing.close)
        return thing

    def close(self):
        self._undo.close()
