"""Commands from many processes, while the server answers and while there is none."""

import json
import re
import signal

import pytest

from lab import article, processes, shapes
from lab.command import finish
from lab.deadline import eventually
from lab.sampler import Sampler

HANDS = 200


def test_clones_made_under_query_load_answer_from_the_moment_the_command_exits(served):
    guests = served.boot("shop").values()
    aliases = {guest.alias: guest.address for guest in guests}
    with Load(served, aliases) as load, Sampler(served.names, *aliases) as sampler:
        for number in range(1, 9):
            clone = served.command.json("clone", "shop", f"shop-qa{number}")
            for machine in clone["machines"]:
                served.names.check_nodata(machine["public"]["fqdn"])
                readable = served.names.ask(f"{machine['name']}.shop-qa{number}.{article.DOMAIN}")
                assert [each.target.to_text(True) for each in readable.answer[0]] == [machine["public"]["fqdn"]]
    assert sampler.faults == []
    assert sampler.seen == {alias: {address} for alias, address in aliases.items()}
    assert load.completed > 0
    assert load.lost == 0, load.report
    assert load.rcodes == {"NOERROR"}, load.report


def test_the_same_clone_command_works_on_the_file(shop_on_file):
    clone = shop_on_file.command.json("clone", "shop", "shop-qa1")
    assert clone == shop_on_file.command.json("env", "show", "shop-qa1")
    assert clone["origin"] == {"environment": "shop", "snapshot": None}
    assert [machine["name"] for machine in clone["machines"]] == list(article.MACHINES)


@pytest.mark.parametrize("with_server", [False, True], ids=["without a server", "with a server"])
def test_two_hundred_commands_at_once_all_succeed(lab, with_server):
    if with_server:
        lab.server.start()
    lab.found(pool=article.WIDE_POOL)
    names = [f"shop-{number:03}" for number in range(1, HANDS + 1)]
    running = [lab.command.start("clone", "shop", name, "--json") for name in names]
    outcomes = [finish(process, ("clone", "shop", name)) for process, name in zip(running, names, strict=True)]

    assert [str(outcome) for outcome in outcomes if outcome.status != 0] == []
    assert [str(outcome) for outcome in outcomes if "locked" in outcome.output + outcome.complaint] == []
    assert sorted(listed["name"] for listed in lab.command.json("env", "list")) == ["shop", *names]
    clones = [shapes.check(("clone",), json.loads(outcome.output)) for outcome in outcomes]
    check_nothing_is_given_twice([lab.command.json("env", "show", "shop"), *clones])
    if with_server:
        for clone in clones:
            lab.names.check_nodata(clone["machines"][0]["public"]["fqdn"])


def check_nothing_is_given_twice(environments):
    public = [machine["public"] for environment in environments for machine in environment["machines"]]
    for key in ("mac", "alias", "fqdn"):
        assert len({each[key] for each in public}) == 2 * (HANDS + 1)


class Load:
    """A constant load of queries from dnsperf; use as a context."""

    def __init__(self, lab, aliases):
        self._log = lab.folder / "dnsperf.log"
        queries = lab.folder / "queries"
        queries.write_text("".join(f"{alias} A\n" for alias in aliases))
        self._words = ["dnsperf", "-s", article.SERVER, "-d", queries, "-Q", "1500", "-l", "300", "-S", "1"]
        self._namespace = lab.desktop.namespace

    @property
    def report(self):
        return self._log.read_text()

    @property
    def completed(self):
        return int(re.search(r"Queries completed:\s+(\d+)", self.report)[1])

    @property
    def lost(self):
        return int(re.search(r"Queries lost:\s+(\d+)", self.report)[1])

    @property
    def rcodes(self):
        return set(re.findall(r"[A-Z]+(?= \d+ \()", re.search(r"Response codes:(.*)", self.report)[1]))

    def __enter__(self):
        self._process = processes.start(self._words, self._log, self._namespace)
        eventually(lambda: re.search(r": [1-9]", self.report), lambda: f"dnsperf is answered\n{self.report}")
        return self

    def __exit__(self, *_):
        processes.stop(self._process, signal.SIGINT)
