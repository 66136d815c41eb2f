"""A query costs no memory: the packet threads allocate nothing while they answer."""

import pytest

from lab import article
from lab.allocations import AllocationCounter

QUERIES = 2000


@pytest.fixture
def counted(lab):
    """A served lab with one leased machine, whose server counts allocations."""
    counter = AllocationCounter(lab.server, lab.folder)
    lab.server.start()
    lab.found()
    return lab, counter


def ask_many(lab, questions, *more):
    """Sends the questions over and over with dnsperf, and checks that each was answered."""
    path = lab.folder / "questions"
    path.write_text("".join(f"{name} {kind}\n" for name, kind in questions))
    repeats = QUERIES // len(questions)
    done = lab.desktop.namespace.run("dnsperf", "-s", article.SERVER, "-d", path, "-n", repeats, "-q", 20, *more)
    assert f"Queries completed:    {repeats * len(questions)}" in done.stdout, done.stdout + done.stderr


def test_answers_on_the_alias_path_allocate_nothing(counted):
    lab, counter = counted
    alias = lab.boot("shop")["web-server"].alias
    unleased = lab.command.json("clone", "shop", "shop-qa1")["machines"][0]["public"]["fqdn"]
    questions = [(alias, "A"), (alias, "AAAA"), (alias.lower(), "A"), (unleased, "A"), (f"x.{alias}", "A")]
    # The first queries may make what is kept: a thread's buffers, a type's metadata.
    ask_many(lab, questions)
    before = counter.count
    assert before > 0, "the counter does not count"
    ask_many(lab, questions)
    assert counter.count - before == 0


@pytest.mark.parametrize("option", ["10:2464c4abcf10c957", "3:00", "65001:00"], ids=["cookie", "NSID", "unknown"])
def test_edns_options_and_refusals_allocate_nothing(lab, option):
    (lab.folder / "namesake.yaml").write_text("dns:\n  nsid: ns1\n")
    counter = AllocationCounter(lab.server, lab.folder)
    lab.server.start()
    lab.found()
    alias = lab.public("shop")["fqdn"]
    questions = [(alias, "A"), (article.DOMAIN, "SOA"), ("nobody.invalid", "A"), (f"nobody.{article.DOMAIN}", "A")]
    ask_many(lab, questions, "-E", option)
    before = counter.count
    assert before > 0, "the counter does not count"
    ask_many(lab, questions, "-E", option)
    assert counter.count - before == 0
