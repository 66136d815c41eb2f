"""Debian's tools that use up a server's addresses, let loose on the lab's wires while its machines boot and renew.

They make up a `chaddr` for each request and send it in frames of their own MAC. On the server's own link that gives them
away (R3); behind a relay nobody sees the frames, and they get what is there for guests, and nothing else. The machines are
served meanwhile, and neither memory nor history nor log grows with what is asked.
"""

import json
import shutil
import time
from dataclasses import dataclass

import pytest
from scapy.layers.dhcp import BOOTP, DHCP
from scapy.layers.inet import IP, UDP
from scapy.layers.l2 import Ether

from lab import article, processes
from lab.capture import Capture, packet_socket
from lab.deadline import eventually
from lab.packets import BROADCAST, BROADCAST_MAC
from lab.router import ANNEX
from lab.switch import LAB
from lab.tools import namesake

ATTACKER = "02-00-5E-00-53-66"

#: How long each tool is let loose, in seconds, beside the time that machines need to boot.
SECONDS = 6

#: What Debian's DHCPig says that Debian's scapy does not take any more, and how it takes it.
MENDED = {
    "chr(1),chr(121),chr(3),chr(6),chr(15),chr(119),chr(252),chr(95),chr(44),chr(46)": "[1,121,3,6,15,119,252,95,44,46]",
    '("client_id", chr(1), mac2str(m))': '("client_id", b"\\1" + mac2str(m))',
    """("end",'00000000000000')""": '"end"',
    '("param_req_list","pad")': '("param_req_list", [1])',
    "flags=0xFFFFFF": "flags=0xFFFF",
}


def dhcpstarv(_):
    return ["dhcpstarv", "-v", "-i", "public"]


def dhcpig(lab):
    with open(shutil.which("dhcpig")) as file:
        text = file.read()
    for old, new in MENDED.items():
        text = text.replace(old, new)
    program = lab.folder / "dhcpig"
    program.write_text(text)
    return ["/usr/bin/python3", program, "-x", "0.01", "-t", "2", "public"]


@dataclass
class Wire:
    """A place from which an attack may come, and the machines that are there."""

    network: str
    bridge: str
    attacker: str
    guests: str
    #: An environment that is there before the attack begins, and its clone, which boots meanwhile.
    before: str
    booting: str
    #: How many of the guests' addresses the tools can get.
    loss: int


WIRES = {
    "on the link": Wire("lab", LAB, "10.86.51.40/24", "10.86.51.30-10.86.51.33", "shop", "shop-qa1", 0),
    "behind a relay": Wire("annex", ANNEX, "10.86.52.40/24", "10.86.52.30-10.86.52.33", "store", "store-qa1", 4),
}


@pytest.fixture(params=WIRES)
def wire(request, served):
    wire = WIRES[request.param]
    if wire.bridge != LAB:
        served.command(
            "network", "add", "annex", "--cidr", "10.86.52.0/24", "--range", "10.86.52.50-10.86.52.250",
            "--domain", "annex.contoso.com", "--mac-pool", "00-1D-D8-B7-1D-00..00-1D-D8-B7-1D-FF",
        )  # fmt: skip
        served.command("env", "create", "store", "--network", "annex", "--machine", "web-server", "--machine", "db-server")
        served.router()
    # DHCPig takes `siaddr` for the server's identifier.
    served.command("network", "set", wire.network, "--guest-range", wire.guests, "--next-server", article.SERVER)
    served.command("clone", wire.before, wire.booting)
    return wire


class Attack:
    """A tool at work."""

    def __init__(self, lab, wire, words):
        self.station = lab.station("attacker", ATTACKER, bridge=wire.bridge)
        # The tools look up the network they are in.
        self.station.namespace.ip("address", "add", wire.attacker, "dev", "public")
        self._log = lab.folder / "attack.log"
        self._process = processes.start(words, self._log, self.station.namespace, cwd=lab.folder)

    def stop(self):
        processes.stop(self._process, patience=2)

    @property
    def log(self):
        return self._log.read_text(errors="replace")[-2000:]


def taken(lab, wire):
    """The guests' addresses that somebody has, or was offered."""
    first, last = (int(end.rpartition(".")[2]) for end in wire.guests.split("-"))
    prefix = wire.guests.rpartition("-")[0].rpartition(".")[0]
    addresses = {f"{prefix}.{number}" for number in range(first, last + 1)}
    return [lease for lease in lab.command.json("lease", "list") if lease["address"] in addresses]


def events(lab):
    return lab.command.json("check")["registry"]["counts"]["events"]


def log_lines(lab):
    return lab.server.log_file.read_text(errors="replace").splitlines()


@pytest.mark.parametrize("tool", [dhcpstarv, dhcpig], ids=lambda tool: tool.__name__)
def test_machines_are_served_while_a_tool_asks_for_all_there_is(served, wire, tool):
    before = served.boot(wire.before, bridge=wire.bridge)
    addresses = {name: guest.address for name, guest in before.items()}
    memory, evidence, told = served.server.resident, events(served), len(log_lines(served))
    with Capture(served.server_namespace, "eth0") as seen:
        attack = Attack(served, wire, tool(served))
        try:
            eventually(lambda: len(taken(served, wire)) >= wire.loss, lambda: f"the guest range is full\n{attack.log}")
            # Machines that have a lease renew it, and machines that have none get one.
            booted = served.boot(wire.booting, bridge=wire.bridge)
            until = time.monotonic() + SECONDS
            while time.monotonic() < until:
                for name, guest in before.items():
                    assert guest.client.renew() == addresses[name]
                time.sleep(0.5)
        finally:
            attack.stop()
    machines = [*before.values(), *booted.values()]
    assert len({guest.address for guest in machines}) == 4
    for guest in machines:
        assert served.names.address(guest.alias) == guest.address
    own = {bytes.fromhex(guest.mac.replace("-", "")) for guest in machines}
    asked = [packet for packet in seen.dhcp if packet[BOOTP].op == 1 and packet[BOOTP].chaddr[:6] not in own]
    assert len(asked) >= 3, f"the tool asked\n{attack.log}"
    assert len(taken(served, wire)) <= wire.loss
    assert served.command.json("network", "show", wire.network)["addresses"]["used"] == 4, "the tool has none of these"
    # The rings are allocated once, and touched as far as they are used.
    assert served.server.resident - memory < 24 * 1024
    assert len(log_lines(served)) - told <= 4
    assert events(served) - evidence <= 40


def flood(lab, count):
    """So many DISCOVERs at once, each with another MAC that nobody has."""
    station = lab.station("flood", ATTACKER)
    frame = bytearray(
        bytes(
            Ether(src="02:00:00:00:00:00", dst=BROADCAST_MAC)
            / IP(src="0.0.0.0", dst=BROADCAST)
            / UDP(sport=68, dport=67, chksum=0)
            / BOOTP(op=1, htype=1, hlen=6, xid=7, chaddr=bytes([2]) + bytes(15))
            / DHCP(options=[("message-type", "discover"), "end"])
        )
    )
    with packet_socket(station.namespace, "public") as frames:
        for number in range(count):
            frame[8:12] = frame[72:76] = number.to_bytes(4)
            frames.send(frame)


def test_a_flood_is_one_line_in_the_log_and_another_at_the_end(served):
    """A line a packet would be the better attack."""
    flood(served, 3000)
    (line,) = eventually(lambda: losses(served), "the losses in the log")
    assert " warning " in line and "tooManyPackets=" in line and "unknownMAC=" in line
    flood(served, 3000)
    time.sleep(2.5)
    assert losses(served) == [line], "at most one a minute"
    assert served.server.stop() == 0
    first, last = losses(served)
    assert first == line
    told = sum(count(each, name) for each in (first, last) for name in ("tooManyPackets", "unknownMAC", "lost"))
    assert 3000 < told <= 6000
    served.server.start()


def losses(lab):
    return [line for line in log_lines(lab) if "requests got no reply" in line]


def count(line, name):
    return next((int(word.split("=")[1]) for word in line.split() if word.startswith(f"{name}=")), 0)


def test_strangers_alone_are_no_warning(served):
    stranger = served.station("stranger", "02-00-5E-00-53-01")
    served.hand_made_client(stranger.namespace, stranger.mac).send("discover")
    (line,) = eventually(lambda: losses(served), "the silence in the log")
    assert " info " in line and "unknownMAC=1" in line


def test_leases_are_told_one_line_each_to_who_wants_to_watch(lab):
    (lab.folder / "namesake.yaml").write_text("log:\n  level: debug\n")
    lab.server.start()
    lab.found()
    guest = lab.boot("shop")["web-server"]
    guest.client.renew()
    guest.client.release()

    def told():
        lines = [line for line in log_lines(lab) if guest.mac in line and "event=lease." in line]
        return lines if len(lines) > 1 else None

    began, released = eventually(told, "the release in the log")
    assert "lease.began" in began and "lease.released" in released and guest.mac in began


def test_an_interface_in_no_registered_network_is_warned_of_by_serve_and_check(lab):
    lab.found()
    lab.server_namespace.ip("link", "add", "eth1", "type", "veth", "peer", "name", "peer1")
    lab.server_namespace.ip("link", "set", "eth1", "up")
    lab.server_namespace.ip("address", "add", "192.0.2.1/24", "dev", "eth1")
    checked = lab.server_namespace.run(
        namesake(), "check", "--registry", lab.command.registry, "--dhcp", "eth0", "--dhcp", "eth1", "--json", cwd=lab.folder
    )
    inside, outside = json.loads(checked.stdout)["interfaces"]
    assert (inside["name"], inside["addresses"], inside["problem"]) == ("eth0", ["10.86.51.2/24"], None)
    assert outside["usable"] and "192.0.2.1/24" in outside["problem"]
    assert checked.returncode == 0, "relays may ask there"
    missing = lab.server_namespace.run(
        namesake(), "check", "--registry", lab.command.registry, "--dhcp", "eth7", cwd=lab.folder
    )
    assert missing.returncode == 1 and "eth7: not fit to serve" in missing.stdout
    lab.server.words += ["--dhcp", "eth1"]
    lab.server.start()
    (warning,) = eventually(
        lambda: [line for line in log_lines(lab) if "in no registered network" in line], "the warning in the log"
    )
    assert " warning " in warning and "interface=eth1" in warning and "192.0.2.1" in warning
