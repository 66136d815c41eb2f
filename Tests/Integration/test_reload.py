"""Zone files that change while the server runs: SIGHUP, a changed file, a broken one, a new one, one that is gone."""

import os
import signal

import dns.rcode
import pytest

from lab.deadline import eventually

ZONE = """\
$TTL 60
@   SOA ns hostmaster 1 3600 900 604800 60
    NS  ns
ns  A   192.0.2.1
www A   {address}
"""


class Folder:
    """A folder of zone files, and what the server says of them."""

    def __init__(self, lab):
        self.lab = lab
        self.path = lab.folder / "Zones"
        self.path.mkdir()
        lab.server.words += ["--zones", self.path]

    def write(self, zone, address):
        """Writes beside and renames over, as editors do."""
        self.put(f"{zone}.zone", ZONE.format(address=address))

    def put(self, name, text):
        beside = self.path / f".{name}"
        beside.write_text(text)
        beside.rename(self.path / name)

    def answers(self, zone, address):
        reply = self.lab.names.ask(f"www.{zone}")
        return [record.address for answer in reply.answer for record in answer] == [address]

    def refuses(self, zone):
        return self.lab.names.ask(f"www.{zone}").rcode() == dns.rcode.REFUSED

    def hang_up(self):
        os.kill(self.lab.server.pid, signal.SIGHUP)


@pytest.fixture
def folder(lab):
    folder = Folder(lab)
    folder.write("example.org", "192.0.2.80")
    folder.write("example.net", "192.0.2.90")
    lab.server.start()
    return folder


def test_a_changed_file_is_served_without_being_told(folder):
    folder.write("example.org", "192.0.2.81")
    eventually(lambda: folder.answers("example.org", "192.0.2.81"), "the new address is answered")
    assert folder.answers("example.net", "192.0.2.90")


def test_files_come_and_go(folder):
    folder.write("example.com", "192.0.2.70")
    eventually(lambda: folder.answers("example.com", "192.0.2.70"), "the new zone is answered")
    (folder.path / "example.com.zone").unlink()
    eventually(lambda: folder.refuses("example.com"), "the zone is gone with its file")


def test_an_included_file_counts_as_the_zone_s_own(folder):
    folder.put("hosts.inc", "www A 192.0.2.71\n")
    folder.put("example.com.zone", ZONE.format(address="192.0.2.70").rsplit("www", 1)[0] + "$INCLUDE hosts.inc\n")
    eventually(lambda: folder.answers("example.com", "192.0.2.71"), "the included record is answered")
    folder.put("hosts.inc", "www A 192.0.2.72\n")
    eventually(lambda: folder.answers("example.com", "192.0.2.72"), "the changed include is answered")


@pytest.mark.parametrize("told", [True, False], ids=["SIGHUP", "by itself"])
def test_a_broken_file_is_named_and_the_old_zone_keeps_serving(folder, told):
    folder.put("example.org.zone", ZONE.format(address="192.0.2.400"))
    folder.write("example.net", "192.0.2.91")
    if told:
        folder.hang_up()
    eventually(lambda: folder.answers("example.net", "192.0.2.91"), "the good zone is reloaded")
    eventually(lambda: "192.0.2.400" in folder.lab.server.log, "the fault is told")
    assert "example.org.zone:5" in folder.lab.server.log
    assert folder.answers("example.org", "192.0.2.80")
    folder.write("example.org", "192.0.2.82")
    eventually(lambda: folder.answers("example.org", "192.0.2.82"), "the repaired zone is answered")


def test_no_query_fails_while_zones_are_reloaded(folder):
    """Every answer is one of the two that the file ever gave; none is missing."""
    for round_ in range(20):
        address = f"192.0.2.{80 + round_ % 2}"
        folder.write("example.org", address)
        folder.hang_up()
        for _ in range(20):
            (answer,) = folder.lab.names.ask("www.example.org").answer
            assert answer[0].address in ("192.0.2.80", "192.0.2.81")
    eventually(lambda: folder.answers("example.org", "192.0.2.81"), "the last file is answered")


def test_hanging_up_without_zone_files_ends_nothing(lab):
    lab.server.start()
    os.kill(lab.server.pid, signal.SIGHUP)
    eventually(lambda: "reloading" in lab.server.log, "the signal is heard")
    assert lab.names.ask("nobody.invalid").rcode() == dns.rcode.REFUSED
