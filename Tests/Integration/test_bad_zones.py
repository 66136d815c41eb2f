"""Zone files that nobody should serve, among good ones: each is named with its line, and the good ones are answered."""

import random

import dns.rcode
import pytest

from lab.deadline import eventually

GOOD = """\
$TTL 60
@   SOA ns hostmaster 1 3600 900 604800 60
    NS  ns
ns  A   192.0.2.1
www A   192.0.2.80
"""
MEGABYTES = 10 << 20

#: What is in the file, and what the log says of it, with file and line.
BROKEN = {
    "address": (GOOD.replace("192.0.2.80", "192.0.2.400"), ":5: 192.0.2.400 is not an IPv4 address"),
    "type": (GOOD + "www FOO bar\n", ":6: unknown record type FOO"),
    "second-soa": (GOOD + "sub SOA a b 1 2 3 4 5\n", ":6: a second SOA record"),
    "no-soa": ("$TTL 60\nwww A 192.0.2.1\n", ":2: no SOA record"),
    "empty": ("", ":1: nothing is in it"),
    "cname": (GOOD + "www CNAME ns\n", ":6: "),
    "include": (GOOD + "$INCLUDE nowhere.inc\n", "nowhere.inc: there is no such file"),
    "loop": (GOOD + "$INCLUDE loop.bad.zone\n", ":6: $INCLUDE loop.bad.zone is nested deeper"),
    "parenthesis": (GOOD + "txt TXT ( a\n", ":6: "),
    "garbage": (random.Random(8).randbytes(MEGABYTES), ":1: "),
    "long-line": (b"a" * MEGABYTES, ":1: "),
    "parentheses": (b"(" * MEGABYTES, ":1: a parenthesis within parentheses"),
    "quotes": (b'"' * MEGABYTES, ":1: an entry of too many words"),
    "lines": (b"x\n" * (MEGABYTES // 2), ":20: a record without a type"),
}


@pytest.fixture
def folder(lab):
    folder = lab.folder / "Zones"
    folder.mkdir()
    lab.server.words += ["--zones", folder]
    return folder


def answers(lab, name, address):
    reply = lab.names.ask(name)
    return [record.address for answer in reply.answer for record in answer] == [address]


def said(lab, text):
    return text in lab.server.log_file.read_text(errors="replace")


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def test_broken_zones_at_start_are_named_and_the_others_are_served(lab, folder):
    for name, (content, _) in BROKEN.items():
        write(folder / f"{name}.bad.zone", content)
    (folder / "folder.bad.zone").mkdir()
    write(folder / "good.example.zone", GOOD)
    write(folder / "a-twin.zone", "$ORIGIN twin.example.\n" + GOOD)
    write(folder / "b-twin.zone", "$ORIGIN twin.example.\n" + GOOD.replace("192.0.2.80", "192.0.2.90"))
    lab.server.start()
    assert answers(lab, "www.good.example", "192.0.2.80")
    assert answers(lab, "www.twin.example", "192.0.2.80")
    for name, (_, sentence) in BROKEN.items():
        assert lab.names.ask(f"www.{name}.bad").rcode() == dns.rcode.REFUSED
        assert said(lab, sentence), f"{name}: {sentence}"
        assert said(lab, f"{name}.bad.zone"), name
    assert said(lab, "folder.bad.zone: it is a folder")
    assert said(lab, "two files are about one zone")
    # Enough to see what is wrong, and not ten million lines.
    assert len(lab.server.log_file.read_text(errors="replace").splitlines()) < 100


@pytest.mark.parametrize("name", BROKEN)
def test_a_zone_broken_at_a_reload_keeps_what_it_said(lab, folder, name):
    content, sentence = BROKEN[name]
    zone = folder / f"{name}.bad.zone"
    write(zone, GOOD)
    lab.server.start()
    assert answers(lab, f"www.{name}.bad", "192.0.2.80")
    write(zone, content)
    eventually(lambda: said(lab, sentence) and said(lab, "keeps what its file said before"), sentence)
    assert answers(lab, f"www.{name}.bad", "192.0.2.80")
    outcome = lab.command.outcome("zone", "check", zone)
    assert outcome.status == 1 and sentence.removeprefix(":") in outcome.complaint


def test_a_zone_of_200000_records_is_served_and_reloaded_without_a_gap(lab, folder):
    def write_hosts(last):
        hosts = "".join(f"host{number} A 10.{number >> 16}.{number >> 8 & 255}.{number & 255}\n" for number in range(200_000))
        beside = folder / ".big"
        write(beside, GOOD + hosts + f"last A 192.0.2.{last}\n")
        beside.rename(folder / "big.example.zone")

    write_hosts(1)
    lab.server.start()
    assert answers(lab, "host199999.big.example", "10.3.13.63")
    write_hosts(2)

    def changed():
        assert answers(lab, "host131072.big.example", "10.2.0.0")
        return answers(lab, "last.big.example", "192.0.2.2")

    eventually(changed, "the changed zone is answered", every=0)
