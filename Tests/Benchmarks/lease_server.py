"""`make bench`, the DHCP half: our server, Kea, dnsmasq and a bare echo give leases to the same machines in turns.

perfdhcp asks over a virtual wire. The server has one core and perfdhcp the other, whoever the server is: otherwise the
load would take from the server what it measures. The registry and the files of the others are on a disk, so that a
sync is one.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Callable

from bench import aliases, perfdhcp, syncs
from bench.peers import dnsmasq, echo, kea, namesake
from bench.wire import Wire

SERVER_CORE, LOAD_CORE = 0, 1
PARTS = ["cost", "rate", "syncs"]
NEEDED = ["perfdhcp", "taskset", "strace", "ip", "/usr/sbin/kea-dhcp4", "/usr/sbin/dnsmasq"]
#: Kea's own limit is not far above it.
COMMON_RATE = 7000


@dataclass
class Contender:
    start: Callable
    #: What it is asked at most, in exchanges a second.
    ceiling: int = COMMON_RATE
    #: Whether it takes part with more machines than the fewest.
    grows: bool = True


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("binaries", type=Path, help="the folder of the release binaries")
    options.add_argument("--machines", type=int, action="append", help="default: 1000, 20000 and 100000")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--seconds", type=int, default=5)
    options.add_argument("--folder", type=Path, help="where the registries are; default: the system's temporary folder")
    options.add_argument("--only", choices=PARTS, action="append")
    options.add_argument("--server", action="append", help="only these, by their names in the tables")
    chosen = options.parse_args()
    if missing := [program for program in NEEDED if not shutil.which(program)]:
        sys.exit(f"bench: there is no {', '.join(missing)}")
    program = (chosen.binaries / "namesake").resolve()
    parts = chosen.only or PARTS
    sizes = chosen.machines or [1000, 20_000, 100_000]
    with tempfile.TemporaryDirectory(prefix="namesake-bench-", dir=chosen.folder) as name, Wire() as wire:
        bench = Bench(program, Path(name), wire, chosen)
        print(f"the registries are on {file_system(name)}")
        for size in sizes if "cost" in parts else []:
            bench.measure_cost(size, everybody=size == min(sizes))
        for size in sizes if "rate" in parts else []:
            bench.measure_rate(size, everybody=size == min(sizes))
        if "syncs" in parts:
            bench.measure_syncs(min(sizes))


class Bench:
    def __init__(self, program, folder, wire, chosen):
        self.folder, self.wire, self.chosen = folder, wire, chosen
        self.contenders = {
            "echo": Contender(echo.leases),
            "namesake": Contender(partial(namesake.leases, program)),
            "kea": Contender(kea.leases),
            "kea threads": Contender(kea.threaded_leases),
            "dnsmasq": Contender(dnsmasq.leases, ceiling=200, grows=False),
        }
        self.labs = {}

    def measure_cost(self, size, everybody):
        """What an exchange costs at the common rate: each machine's first, and then those of machines that come back."""
        results = {name: [] for name in self.names(everybody)}
        for number in range(self.chosen.rounds):
            for name in results:
                say(f"{size} machines, round {number + 1} of {self.chosen.rounds}: {name}")
                rate = min(COMMON_RATE, self.contenders[name].ceiling)
                with self.started(name, size) as server:
                    first = self.load(server, size, rate, max(1, min(size, 100_000) // rate + 1))
                    again = self.load(server, size, rate, self.chosen.seconds)
                    results[name].append((first, again, server.memory_mib))
        report_cost(f"{size} machines, {COMMON_RATE} exchanges a second", results)

    def measure_rate(self, size, everybody):
        """The highest rate at which less than one exchange in a hundred is lost."""
        found = {}
        for name in self.names(everybody) if everybody else ["namesake"]:
            with self.started(name, size) as server:
                self.load(server, size, self.contenders[name].ceiling, max(1, size // self.contenders[name].ceiling + 1))
                found[name] = self.highest_rate(name, server, size)
        report_rate(f"{size} machines, the highest rate with less than 1 % lost", found)

    def highest_rate(self, name, server, size):
        best, good, bad, rate = None, 0, None, min(2 * COMMON_RATE, 4 * self.contenders[name].ceiling) // 2
        while bad is None or bad - good > 0.04 * bad:
            say(f"{size} machines: {name} at {rate}")
            tried = self.load(server, size, rate, self.chosen.seconds)
            if not tried.is_served:
                tried = self.load(server, size, rate, self.chosen.seconds)
            if tried.is_served:
                best, good = tried, rate
                if not tried.is_sent:
                    break
            else:
                bad = rate
            rate = rate * 2 if bad is None else (good + bad) // 2
            if rate < 20:
                break
        return best

    def measure_syncs(self, size):
        """With few exchanges one after another, so that each stands for itself."""
        print("\nsynced before the ACK (strace; 10 exchanges a second)")
        print(f"{'server':<12} {'syncs/exchange':>15} {'ACKs':>6} {'after a sync':>13}")
        for name in self.names(everybody=True):
            if name == "echo":
                continue
            with self.started(name, size) as server:
                log = self.folder / f"{name}.strace"
                counted = syncs.trace(server, log, lambda: self.load(server, size, 10, 5))
            done, acks, after = counted
            print(f"{name:<12} {done / max(acks, 1):>15.1f} {acks:>6} {after:>13}")

    def names(self, everybody):
        wanted = self.chosen.server or list(self.contenders)
        return [name for name in self.contenders if name in wanted and (everybody or self.contenders[name].grows)]

    def started(self, name, size):
        if size not in self.labs:
            self.labs[size] = aliases.Lab(
                size, cidr="10.54.0.0/15", range="10.54.1.0-10.55.255.254", mac=perfdhcp.FIRST_MAC, leased=False
            )
        server = self.contenders[name].start(SERVER_CORE, self.wire, self.folder, self.labs[size])
        try:
            server.wait_until(partial(perfdhcp.is_answered, self.wire, LOAD_CORE))
        except BaseException:
            server.__exit__()
            raise
        return server

    def load(self, server, size, rate, seconds):
        return perfdhcp.measure(self.wire, server, LOAD_CORE, size, rate, seconds)


def report_cost(title, results):
    say("")
    print(f"\n{title}")
    print(
        f"{'server':<12} {'CPU us/exchange':>16} {'ours/theirs':>12} {'first lease us':>15} {'exchanges/s':>12}"
        f" {'lost %':>7} {'OFFER ms':>9} {'ACK ms':>7} {'MiB':>5}"
    )
    ours = middle(results.get("namesake", []), lambda first, again, memory: again.cpu_microseconds)
    for name, rounds in results.items():
        of = partial(middle, rounds)
        cpu = of(lambda first, again, memory: again.cpu_microseconds)
        print(
            f"{name:<12} {cpu:>16.1f} {ours / cpu if cpu else 0:>12.2f}"
            f" {of(lambda first, again, memory: first.cpu_microseconds):>15.1f}"
            f" {of(lambda first, again, memory: again.rate):>12.0f}"
            f" {100 * of(lambda first, again, memory: again.lost):>7.2f}"
            f" {of(lambda first, again, memory: again.offer_milliseconds):>9.2f}"
            f" {of(lambda first, again, memory: again.ack_milliseconds):>7.2f}"
            f" {of(lambda first, again, memory: memory):>5.0f}"
        )
    sys.stdout.flush()


def report_rate(title, found):
    say("")
    print(f"\n{title}")
    print(f"{'server':<12} {'exchanges/s':>12} {'ours/theirs':>12} {'CPU us/exchange':>16} {'OFFER ms':>9} {'ACK ms':>7}")
    ours = found["namesake"].rate if found.get("namesake") else 0
    for name, best in found.items():
        if best is None:
            print(f"{name:<12} {'none':>12}")
            continue
        limit = "" if best.is_sent else "  the load was not more"
        print(
            f"{name:<12} {best.rate:>12.0f} {ours / best.rate:>12.2f} {best.cpu_microseconds:>16.1f}"
            f" {best.offer_milliseconds:>9.2f} {best.ack_milliseconds:>7.2f}{limit}"
        )
    sys.stdout.flush()


def middle(rounds, figure):
    return statistics.median(figure(*each) for each in rounds) if rounds else 0


def file_system(folder):
    words = ["findmnt", "--noheadings", "--output", "FSTYPE,SOURCE", "--target", folder]
    return " ".join(subprocess.run(words, capture_output=True, text=True, check=True).stdout.split())


def say(what):
    print(f"\r{what:<60}\r", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main()
    except (RuntimeError, subprocess.CalledProcessError) as error:
        sys.exit(f"bench: {error}")
