"""Everything at once for as long as is wanted: leases, names, malformed messages, clones, reloads, kills, broken disks."""

import json
import os
import random
import time
from pathlib import Path

from lab.disks import FailingWrites
from lab.disturbance import Disturbance
from lab.promises import check
from lab.storm import Storm

#: `make soak` asks for more. The last third is one life of the server, in which it must not grow.
SECONDS = int(os.environ.get("SOAK_SECONDS", "30"))
SEED = int(os.environ.get("SOAK_SEED", "1987"))
MACHINES, RATE = 100, 200
#: What a server may have more at the end of its last life than soon after its beginning: caches that fill.
MEBIBYTES, DESCRIPTORS = 16, 16


def test_soak(lab):
    zones = lab.folder / "Zones"
    zones.mkdir()
    failing = FailingWrites(lab.server, lab.folder)
    lab.server.words += ["--zones", zones]
    lab.server.start()
    lab.found()
    words = [word for number in range(MACHINES) for word in ("--machine", f"m{number}")]
    machines = lab.command.json("env", "create", "crowd", *words)["machines"]
    dice = random.Random(SEED)
    exchanges, kills, faults = 0, 0, 0
    with Storm(lab, machines) as storm, Disturbance(lab, machines, zones, SEED) as disturbance:
        began = time.monotonic()

        def left():
            return began + SECONDS - time.monotonic()

        while left() > SECONDS / 3:
            storm.blow(dice.uniform(0.5, 2), RATE)
            with disturbance.trouble():
                if dice.random() < 0.5:
                    kills += 1
                    lab.server.kill()
                    storm.listen(0.05)
                    # The registry is copied while nobody writes it: not the dead, and not a command in its place.
                    with disturbance.calm:
                        check(lab.server.registry, lab.folder, storm.promises)
                        lab.server.start(every=0.02)
                else:
                    faults += 1
                    failing.fail(dice.choice([FailingWrites.WRITES, FailingWrites.SYNCS]))
                    storm.blow(dice.uniform(0.2, 1.5), RATE)
                    failing.fail(0)
                heard = len(storm.promises)
                storm.blow(30, RATE, until=lambda: len(storm.promises) > heard + 10)
                assert len(storm.promises) > heard, f"nobody gets a lease any more\n{lab.server.log}"
            exchanges += len(storm.promises)
            # The last promise to each machine has all that the ones before had.
            storm.promises = list({promise.mac: promise for promise in storm.promises}.values())
            exchanges -= len(storm.promises)
        storm.blow(min(10, left() / 3), RATE)
        before = lab.server.resident / 1024, descriptors(lab.server.pid)
        while left() > 0:
            storm.blow(min(10, left()), RATE)
        after = lab.server.resident / 1024, descriptors(lab.server.pid)
        exchanges += len(storm.promises)
        assert storm.refusals == 0
    lab.server.kill()
    check(lab.server.registry, lab.folder, storm.promises)
    lab.server.start()
    # Not the zone: that may just be broken.
    assert json.loads(lab.command.outcome("check", "--json").output)["registry"]["fit"]
    print(
        f"\n{SECONDS} s: {exchanges} leases, {disturbance.counts}, {kills} kills, {faults} broken disks; memory"
        f" {before[0]:.0f} -> {after[0]:.0f} MiB, descriptors {before[1]} -> {after[1]} in the last life"
    )
    assert disturbance.errors == []
    assert after[0] < before[0] + MEBIBYTES
    assert after[1] < before[1] + DESCRIPTORS


def descriptors(process):
    return len(list(Path(f"/proc/{process}/fd").iterdir()))
