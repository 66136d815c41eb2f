"""A disk that is full or broken under load: nothing is promised that is not kept, and the names stand."""

import pytest

from lab import scratch
from lab.disks import FailingWrites, SmallDisk
from lab.promises import check
from lab.storm import Storm

MACHINES = 100
LOUD = "the registry cannot be written"
AGAIN = "the registry can be written again"


def crowd(lab):
    words = [word for number in range(MACHINES) for word in ("--machine", f"m{number}")]
    return lab.command.json("env", "create", "crowd", *words)["machines"]


def check_failure(lab, machines, fail, mend, is_total=True):
    """The whole course: leases are given, the disk fails under load, it is mended, leases are given again.

    `is_total`: nothing at all can be written meanwhile. On a full disk now and then a commit finds a page, and its ACK
    is as good as any.
    """
    with Storm(lab, machines) as storm:
        # Only some of the leases: SQLite's journal, once it has its full length, is written over and needs no space.
        storm.blow(0.15, rate=200)
        # Until another second: a renewal in the second of the lease promises what is committed already, and needs no disk.
        storm.listen(1.2)
        assert storm.promises
        standing = {promise.mac: promise for promise in storm.promises}
        aliases = {each["public"]["mac"]: each["public"]["fqdn"] for each in machines}

        fail()
        storm.blow(30, rate=300, until=lambda: LOUD in lab.server.log)
        assert LOUD in lab.server.log, f"the server does not say that it cannot write\n{lab.server.log}"
        storm.listen(0.2)
        heard, asked = len(storm.promises), storm.sent
        storm.blow(4, rate=300)
        assert storm.refusals == 0
        assert storm.sent - asked > MACHINES
        if is_total:
            assert len(storm.promises) == heard, "an ACK although nothing can be committed"
            assert lab.server.log_file.read_text().count(LOUD) == 1
        else:
            # Not one for each packet: one for each time that it failed after a success.
            assert lab.server.log_file.read_text().count(LOUD) <= 4
        for mac, promise in standing.items():
            assert lab.names.address(aliases[mac]) == promise.address

        mend()
        storm.blow(30, rate=300, until=lambda: len(storm.promises) > heard + MACHINES)
        assert len(storm.promises) > heard + MACHINES, f"no lease after the disk was mended\n{lab.server.log}"
        assert lab.server.log_file.read_text().count(AGAIN) == lab.server.log_file.read_text().count(LOUD)
        lab.server.kill()
        storm.listen(0.1)
        check(lab.server.registry, scratch.folder("copy"), storm.promises)
    lab.server.start()
    for promise in {promise.mac: promise for promise in storm.promises}.values():
        assert lab.names.address(aliases[promise.mac]) == promise.address


def test_a_full_disk_costs_leases_for_as_long_as_it_is_full(lab):
    lab.server.log_file = scratch.folder("log") / "serve.log"
    with SmallDisk(lab.folder) as disk:
        lab.server.start()
        lab.found()
        try:
            check_failure(lab, crowd(lab), disk.fill, disk.clear, is_total=False)
        finally:
            lab.server.stop()


@pytest.mark.parametrize("kind", [FailingWrites.WRITES, FailingWrites.SYNCS], ids=["writes", "syncs"])
def test_a_broken_disk_costs_leases_for_as_long_as_it_is_broken(lab, kind):
    failing = FailingWrites(lab.server, lab.folder)
    lab.server.start()
    lab.found()
    check_failure(lab, crowd(lab), lambda: failing.fail(kind), lambda: failing.fail(0))
