"""`make bench`, the DNS half: our server, its peers and a bare echo, on the same data in the same run.

Each server has one core and dnsperf the other. They take turns, and the median of the rounds counts, because the
machines are noisy.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import aliases, load, mixed, news
from bench.peers import dnsmasq, echo, knot, namesake, nsd, powerdns

SERVER_CORE, LOAD_CORE = 0, 1
PORT = 5399
PARTS = ["aliases", "zone", "tcp", "million", "news"]
NEEDED = ["dnsperf", "taskset", "/usr/sbin/nsd", "/usr/sbin/knotd", "/usr/sbin/dnsmasq", "/usr/sbin/pdns_server"]


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("binaries", type=Path, help="the folder of the release binaries")
    options.add_argument("--aliases", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seconds", type=int, default=5)
    options.add_argument("--only", choices=PARTS, action="append")
    chosen = options.parse_args()
    if missing := [program for program in NEEDED if not shutil.which(program)]:
        sys.exit(f"bench: there is no {', '.join(missing)}")
    program = (chosen.binaries / "namesake").resolve()
    parts = chosen.only or PARTS
    with tempfile.TemporaryDirectory(prefix="namesake-bench-") as name:
        folder = Path(name)
        if "aliases" in parts:
            measure_aliases(program, folder, chosen)
        if "zone" in parts:
            measure_zone(program, folder, chosen, "udp")
        if "tcp" in parts:
            measure_zone(program, folder, chosen, "tcp")
        if "million" in parts:
            measure_million(program, folder / "million")
        if "news" in parts:
            measure_news(program, (chosen.binaries / "NewsBenchmark").resolve(), folder, chosen)


def measure_aliases(program, folder, chosen):
    lab = aliases.Lab(chosen.aliases)
    zone, hosts, queries = folder / "aliases.zone", folder / "aliases.hosts", folder / "aliases.queries"
    lab.write_zone(zone)
    lab.write_hosts(hosts)
    lab.write_queries(queries)
    starters = {
        "echo": lambda: echo.run(SERVER_CORE, PORT, folder),
        "namesake": lambda: namesake.aliases(program, SERVER_CORE, PORT, folder, lab),
        "nsd": lambda: nsd.zone(SERVER_CORE, PORT, folder, zone, aliases.DOMAIN),
        "knot": lambda: knot.zone(SERVER_CORE, PORT, folder, zone, aliases.DOMAIN),
        "dnsmasq": lambda: dnsmasq.hosts(SERVER_CORE, PORT, folder, hosts, aliases.DOMAIN),
        "powerdns": lambda: powerdns.records(SERVER_CORE, PORT, folder, lab, aliases.DOMAIN),
    }
    # The last one: a server that answers it has all of them.
    last = f"{lab.aliases[-1]}.{aliases.DOMAIN}"
    results = take_turns(starters, queries, last, chosen, "udp")
    report(f"{chosen.aliases} aliases, UDP: 90 % A, 5 % missing, 5 % AAAA", results)


def measure_zone(program, folder, chosen, mode):
    zone, queries = folder / "mixed.zone", folder / "mixed.queries"
    content = mixed.MixedZone()
    content.write_zone(zone)
    content.write_queries(queries)
    starters = {
        "namesake": lambda: namesake.zone(program, SERVER_CORE, PORT, folder, zone, mixed.ORIGIN),
        "nsd": lambda: nsd.zone(SERVER_CORE, PORT, folder, zone, mixed.ORIGIN),
        "knot": lambda: knot.zone(SERVER_CORE, PORT, folder, zone, mixed.ORIGIN),
    }
    results = take_turns(starters, queries, f"host{content.hosts - 1}.{mixed.ORIGIN}", chosen, mode)
    report(f"a mixed zone file of {content.hosts} hosts, {mode.upper()}", results)


def measure_million(program, folder):
    folder.mkdir()
    lab = aliases.Lab(1_000_000)
    lab.write_registry(program, folder / "lab.sqlite")
    with namesake.aliases(program, SERVER_CORE, PORT, folder, lab) as server:
        server.wait_for(PORT, f"{lab.aliases[-1]}.{aliases.DOMAIN}")
        print(f"\n1,000,000 aliases: answered {server.start_seconds:.2f} s after start, {server.memory_mib:.0f} MiB")


def measure_news(program, benchmark, folder, chosen):
    lab = aliases.Lab(chosen.aliases)
    queries = folder / "news.queries"
    lab.write_registry(program, folder / "news.sqlite")
    lab.write_queries(queries)
    news.report(news.measure(benchmark, folder, lab, queries, 30))


def take_turns(starters, queries, question, chosen, mode):
    """The loads, memory and start-up time of each server, over all rounds."""
    results = {name: [] for name in starters}
    for number in range(chosen.rounds):
        for name, start in starters.items():
            print(f"\rround {number + 1} of {chosen.rounds}: {name:<12}", end="", file=sys.stderr, flush=True)
            with start() as server:
                server.wait_for(PORT, "." if name == "echo" else question)
                measured = load.measure(server, LOAD_CORE, PORT, queries, chosen.seconds, mode)
                results[name].append((measured, server.memory_mib, server.start_seconds))
    print("\r" + " " * 40 + "\r", end="", file=sys.stderr)
    return results


def report(title, results):
    print(f"\n{title}")
    ours = statistics.median(measured.cpu_microseconds for measured, _, _ in results["namesake"])
    print(f"{'server':<10} {'CPU us/query':>13} {'ours/theirs':>12} {'queries/s':>10} {'lost':>6} {'MiB':>6} {'start s':>8}")
    for name, rounds in results.items():
        cpu = statistics.median(measured.cpu_microseconds for measured, _, _ in rounds)
        rate = statistics.median(measured.rate for measured, _, _ in rounds)
        lost = sum(measured.lost for measured, _, _ in rounds)
        memory = max(memory for _, memory, _ in rounds)
        start = statistics.median(start for _, _, start in rounds)
        print(f"{name:<10} {cpu:>13.2f} {ours / cpu:>12.2f} {rate:>10.0f} {lost:>6} {memory:>6.0f} {start:>8.2f}")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main()
    except (RuntimeError, subprocess.CalledProcessError) as error:
        sys.exit(f"bench: {error}")
