"""Clones and deletions from many processes at once, while the server gives leases as fast as it is asked for them."""

import contextlib
import json
import os
import sqlite3
import time

from lab import shapes
from lab.command import finish
from lab.deadline import eventually
from lab.perfdhcp import FIRST_MAC, Load

#: How many commands, half of them clones and half deletions; how many leases a second. `make crash` asks for more.
HANDS = int(os.environ.get("HANDS", "40"))
RATE = int(os.environ.get("RATE", "200"))
#: Machines that ask for leases, in environments that are as large as the private block allows.
MACHINES, LARGEST = 1000, 250
SECONDS = int(os.environ.get("LOAD_SECONDS", "12"))
SERVER, RELAY = "10.54.0.2", "10.54.0.3"
BOUND = 1


def found(lab):
    """A network that is large enough, whose first MACs are those that perfdhcp asks with."""
    lab.server_namespace.ip("address", "add", f"{SERVER}/16", "dev", "eth0")
    lab.command(
        "network", "add", "large", "--cidr", "10.54.0.0/16", "--range", "10.54.1.0-10.54.250.255",
        "--domain", "large.contoso.com", "--mac-pool", "00-0C-01-02-00-00..00-0C-01-02-FF-FF", "--probe", "off",
    )  # fmt: skip
    crowd = []
    for first in range(0, MACHINES, LARGEST):
        words = [word for number in range(first, first + LARGEST) for word in ("--machine", f"m{number}")]
        crowd += lab.command.json("env", "create", f"crowd-{first}", *words)["machines"]
    assert crowd[0]["public"]["mac"] == FIRST_MAC.replace(":", "-").upper()
    lab.command("env", "create", "shop", "--machine", "web-server:web", "--machine", "db-server:db")
    return [machine["public"]["mac"] for machine in crowd]


def test_two_hundred_clones_and_deletions_at_once_under_a_load_of_leases(lab):
    lab.server.start()
    crowd = found(lab)
    station = lab.namespace("load")
    lab.switch.plug(station, "eth0", address=f"{RELAY}/16")
    old = [f"old-{number:03}" for number in range(HANDS // 2)]
    new = [f"new-{number:03}" for number in range(HANDS // 2)]
    started = [(lab.command.start("clone", "shop", name), name) for name in old]
    assert [finish(process, ("clone", name)).status for process, name in started] == [0] * len(old)

    load = Load(station, lab.folder / "perfdhcp.log", SERVER, MACHINES, RATE, SECONDS)
    with load:
        eventually(lambda: bound(lab.server.registry), "the first leases are given")
        began = time.monotonic()
        words = [each for pair in zip(old, new) for each in (("env", "delete", pair[0]), ("clone", "shop", pair[1]))]
        running = [(lab.command.start(*each, "--json"), each) for each in words]
        outcomes, given = [], set()
        for process, each in running:
            outcomes.append(finish(process, each))
            given |= bound(lab.server.registry)
        took = time.monotonic() - began
        was_loaded = load.is_under_way

    assert [str(outcome) for outcome in outcomes if outcome.status != 0] == []
    clones = [shapes.check(each.words, json.loads(each.output)) for each in outcomes if each.words[0] == "clone"]
    names = {listed["name"] for listed in lab.command.json("env", "list")}
    assert names == {"shop", *new, *(f"crowd-{first}" for first in range(0, MACHINES, LARGEST))}
    check_nothing_is_given_twice(lab, clones)
    leases = bound(lab.server.registry)
    assert given <= leases, f"{len(given - leases)} leases are lost"
    assert leases <= set(crowd)
    if load.acknowledged == load.asked >= MACHINES:
        assert leases == set(crowd)
    for clone in clones:
        lab.names.check_nodata(clone["machines"][0]["public"]["fqdn"])
    print(
        f"\n{len(outcomes)} commands in {took:.1f} s ({'all' if was_loaded else 'not all'} under load), "
        f"{load.acknowledged} of {load.asked} exchanges completed in {SECONDS} s at {RATE} a second, "
        f"{len(leases)} machines with a lease"
    )


def check_nothing_is_given_twice(lab, clones):
    """No MAC, alias or address is two machines', nor one machine's and resting."""
    public = [machine["public"] for clone in clones for machine in clone["machines"]]
    shop = [machine["public"] for machine in lab.command.json("env", "show", "shop")["machines"]]
    for key in ("mac", "alias", "fqdn"):
        assert len({each[key] for each in public + shop}) == len(public + shop)
    with contextlib.closing(sqlite3.connect(f"file:{lab.server.registry}?mode=ro", uri=True)) as database:
        for column, table in (
            ("mac", "public_interface"), ("name", "alias"), ("address", "lease"), ("mac", "lease"),
        ):  # fmt: skip
            total, different = database.execute(
                f"SELECT count({column}), count(DISTINCT {column}) FROM {table}"
            ).fetchone()
            assert total == different, f"{table}.{column}"
        resting = "SELECT count(*) FROM resting_mac JOIN public_interface USING (mac)"
        assert database.execute(resting).fetchone() == (0,)
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def bound(registry):
    """The MACs of machines that have a lease."""
    with contextlib.closing(sqlite3.connect(f"file:{registry}?mode=ro", uri=True)) as database:
        rows = database.execute("SELECT mac FROM lease WHERE state = ?", (BOUND,)).fetchall()
    return {mac.to_bytes(6).hex("-").upper() for (mac,) in rows}
