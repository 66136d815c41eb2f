"""perfdhcp: four-way exchanges of as many machines as the registry has, one after another, at a steady rate."""

import re
import subprocess
from dataclasses import dataclass

from .wire import LOAD_INTERFACE

#: perfdhcp adds a machine's number to this byte by byte and without carry, so it ends in zeros.
FIRST_MAC = 0x000C01020000
#: How long replies are waited for after the last question.
WAIT_SECONDS = 1


@dataclass
class Exchanges:
    """What became of a run."""

    asked_rate: int
    seconds: float
    discovers: int
    offers: int
    requests: int
    acks: int
    offer_milliseconds: float
    ack_milliseconds: float
    #: CPU time of the server, in microseconds for each completed exchange.
    cpu_microseconds: float

    @property
    def rate(self):
        return self.acks / self.seconds

    @property
    def lost(self):
        """The share of exchanges that were begun and not completed."""
        return 1 - self.acks / max(self.discovers, 1)

    @property
    def is_served(self):
        return self.lost < 0.01

    @property
    def is_sent(self):
        """Whether the load was what it was meant to be."""
        return self.discovers >= 0.97 * self.asked_rate * self.seconds


def measure(wire, server, core, machines, rate, seconds):
    """Loads the server and reads its CPU time before and after."""
    before = server.cpu_seconds
    output = _perfdhcp(wire, core, "-R", machines, "-r", rate, "-p", seconds, "-W", WAIT_SECONDS * 1_000_000)
    used = server.cpu_seconds - before
    offer, ack = output.split("***Statistics for: REQUEST-ACK***")
    acks = _number(r"received packets: (\d+)", ack)
    return Exchanges(
        asked_rate=rate,
        seconds=seconds,
        discovers=_number(r"sent packets: (\d+)", offer),
        offers=_number(r"received packets: (\d+)", offer),
        requests=_number(r"sent packets: (\d+)", ack),
        acks=acks,
        offer_milliseconds=_number(r"avg delay: ([\d.]+) ms", offer, float),
        ack_milliseconds=_number(r"avg delay: ([\d.]+) ms", ack, float),
        cpu_microseconds=used / max(acks, 1) * 1e6,
    )


def is_answered(wire, core):
    """Whether the first machine gets a lease. By `-n 1` perfdhcp would end before the ACK can come."""
    output = _perfdhcp(wire, core, "-r", 20, "-p", 1, "-W", 100_000)
    return _number(r"received packets: (\d+)", output.split("***Statistics for: REQUEST-ACK***")[-1]) > 0


def _number(pattern, text, kind=int):
    found = re.search(pattern, text)
    return kind(found[1]) if found else kind(0)


def _perfdhcp(wire, core, *options):
    words = ["ip", "netns", "exec", wire.load, "taskset", "-c", core, "perfdhcp", "-4", "-l", LOAD_INTERFACE]
    words += ["-b", f"mac={FIRST_MAC.to_bytes(6).hex(':')}", *options, wire.server_address]
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True)
    # 3: some exchanges were not completed, which is what is measured.
    if done.returncode not in (0, 3):
        raise RuntimeError(f"perfdhcp: {done.stdout}{done.stderr}")
    return done.stdout
