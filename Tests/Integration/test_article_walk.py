"""The article's walk in one piece, in its order: an original, its snapshot, a clone beside it, a restore of the clone.

What is measured is the conflict window: how long two machines have one address, because a machine was rolled back to
the original's MAC (R24, R30). First as it is where nobody tells the server, then with `namesake restore`.
"""

import json
import threading
import time

from scapy.layers.dhcp import BOOTP

from lab.capture import Capture, message_type
from lab.deadline import eventually


class Window:
    """How long one guest had another's address, in seconds; use as a context."""

    def __init__(self, guest, address):
        self.seconds = 0.0
        self._guest, self._address = guest, address
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def _watch(self):
        before = time.monotonic()
        while not self._stopping.is_set():
            has = self._guest.address == self._address
            now = time.monotonic()
            self.seconds += (now - before) if has else 0.0
            before = now
            time.sleep(0.02)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stopping.set()
        self._thread.join()


def test_the_article_s_walk(lab):
    # "compose complex multi-tier environments from virtual machines": a web server and a database server (R1, R2).
    lab.server.start()
    lab.found()
    assert state(lab, "shop") == "Not ready"
    shop = lab.boot("shop")
    lab.command("wait", "shop", "--timeout", "30s")
    assert state(lab, "shop") == "Ready"
    original = shop["web-server"]

    # "A snapshot is a point-in-time state of the environment" (R4); a developer gets a clone of it (R6, R7).
    lab.command("snapshot", "take", "shop", "latest build")
    lab.command("clone", "shop", "shop-qa1", "--snapshot", "latest build", "--owner", "mia", "--until", "2d")
    assert state(lab, "shop-qa1") == "Not ready"
    qa1 = lab.boot("shop-qa1")
    clone = qa1["web-server"]

    # "create and run two clones simultaneously" (R10): the same inside, different outside, and both can be reached (R34-R36).
    for environment in ("shop", "shop-qa1"):
        lab.command("wait", environment, "--timeout", "30s")
        assert state(lab, environment) == "Ready"
    assert clone.private == original.private
    assert (clone.mac, clone.alias, clone.address) != (original.mac, original.alias, original.address)

    # The article's four steps (R67-R70), for each of the two.
    for guest in (original, clone):
        name = lab.command("alias", guest.environment, guest.name).strip()
        assert lab.names.address(name) == guest.address
        assert lab.desktop.fetch(name) == guest.identity

    # Restored by somebody who tells nobody: the clone is the original to everybody until its MAC is put back (R30).
    stale, own = original.address, clone.address
    clone.power_off()
    with Window(clone, stale) as untold:
        roll_back(clone, to=original)
        assert clone.wait_for_address() == stale
        put_back(clone)
        assert clone.wait_for_address(other_than=stale) == own
    assert untold.seconds > 0
    assert shop["web-server"].client.renew() == stale

    # "Whenever the cloned environment is restored to a snapshot, Lab Management changes the MAC addresses automatically to
    # prevent conflicts" (R63): now the server is told.
    for guest in qa1.values():
        guest.power_off()
    plan = {each["name"]: each for each in lab.command.json("restore", "shop-qa1", "latest build")["machines"]}
    for name, guest in qa1.items():
        assert (plan[name]["rolledBack"], plan[name]["putBack"]) == (shop[name].mac, guest.mac)
        assert plan[name]["conflictsWith"] == f"shop/{name}"
    assert state(lab, "shop-qa1") == "In progress"
    assert state(lab, "shop") == "Ready"
    with Window(clone, stale) as told, Capture(lab.server_namespace, "eth0") as wire:
        # The rolled-back machine asks with the original's MAC, and hears nothing; the original's lease is extended.
        roll_back(clone, to=original)
        eventually(lambda: "DISCOVER" in map(message_type, wire.dhcp), "the rolled-back machine asks")
        before = lab.lease_of(original.mac)
        time.sleep(1.1)  # a lease counts in seconds
        assert original.client.renew() == stale
        assert lab.lease_of(original.mac)["expires"] > before["expires"]
        time.sleep(3)
        assert clone.address is None
        check_only_extended(wire.dhcp, original)
        # "Lab Management changes this back to 1D-D8-B7-1C-00-07" (R64): each machine's own MAC, never a new one.
        put_back(clone)
        lab.command("restore", "shop-qa1", "--confirm", "web-server", "--confirm", "db-server")
        # Only now: once both are seen the restore is over by itself, and there is nothing to confirm.
        qa1["db-server"].client.start()
        assert clone.wait_for_address() == own
        qa1["db-server"].wait_for_address()
    assert told.seconds == 0

    # A switch delivers to where it last saw a MAC (R28): what the rolled-back machine did to it, the original's next frame
    # undoes. No server can, so here it is the original's next renewal.
    assert original.client.renew() == stale

    # Ready again, and the server says how long it took (R65).
    lab.command("wait", "shop-qa1", "--timeout", "60s")
    over = eventually(lambda: is_over(lab), "the restore is over")
    assert over["seconds"] > 0 and over["heldUntil"] is None
    for environment in ("shop", "shop-qa1"):
        assert state(lab, environment) == "Ready"
    for guest in (original, clone):
        assert lab.names.address(guest.alias) == guest.address
        assert lab.desktop.fetch(guest.alias) == guest.identity
    print(
        f"\nconflict window: {untold.seconds:.1f} s untold, {told.seconds:.1f} s told; "
        f"the restore took {over['seconds']:.1f} s"
    )


def state(lab, environment):
    """The isolation status, which every way to ask for it tells alike."""
    asked = json.loads(lab.command("env", "status", environment, "--json"))["state"]
    shown = lab.command.json("env", "show", environment)["status"]["state"]
    (listed,) = [each["status"]["state"] for each in lab.command.json("env", "list") if each["name"] == environment]
    assert asked == shown == listed
    return asked


def roll_back(guest, to):
    """What the hypervisor's snapshot does to a machine: it starts with the MAC of the machine it was copied from."""
    guest.change_mac(to.mac)
    guest.client.start()


def put_back(guest):
    """Its own MAC again, by a new network card: the guest asks anew."""
    guest.client.stop()
    guest.change_mac(guest.mac)
    guest.client.start()


def check_only_extended(packets, original):
    """Nothing was said to the original's MAC but that its own lease goes on."""
    raw = bytes.fromhex(original.mac.replace("-", ""))
    replies = [packet for packet in packets if packet[BOOTP].op == 2 and packet[BOOTP].chaddr[:6] == raw]
    assert replies, "the original was answered"
    for reply in replies:
        assert (message_type(reply), reply[BOOTP].ciaddr, reply[BOOTP].yiaddr) == (
            "ACK", original.address, original.address
        )  # fmt: skip


def is_over(lab):
    status = json.loads(lab.command("restore", "shop-qa1", "--status", "--json"))
    return status if status["state"] == "ended" else None
