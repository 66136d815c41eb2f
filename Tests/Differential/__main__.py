"""Asks namesake, NSD and Knot the same questions about the same zones.

    python Tests/Differential --zones 2000 --questions 12

Where NSD and Knot agree, namesake must agree with both; where they do not, with one of them. What differs and is right
has a name in `explanations.py` and a sentence of an RFC in EXPLAINED.md; anything else ends the run with status 1.
"""

import argparse
import contextlib
import pathlib
import random
import sys
import tempfile
import time

from asker import Asker, query
from names import text
from peers import NSD, Knot, Namesake, wait_until
from questions import questions
from tally import Tally
from verdict import Case, judge
from world import World

# So many zones are served at once.
WORLD_SIZE = 250


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--zones", type=int, default=2000)
    parser.add_argument("--questions", type=int, default=15, help="for each zone")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--show", type=int, default=20, help="print so many differences")
    parser.add_argument("--keep", metavar="FOLDER", help="leave zone files and logs there")
    arguments = parser.parse_args()

    begun = time.monotonic()
    tally = Tally()
    shown = 0
    for number in range(0, arguments.zones, WORLD_SIZE):
        size = min(WORLD_SIZE, arguments.zones - number)
        for difference in compare(World(f"{arguments.seed}/{number}", size), arguments, tally):
            if shown < arguments.show:
                print(difference, flush=True)
            shown += 1
    print(tally.report(time.monotonic() - begun))
    return 1 if tally.verdicts["unexplained"] else 0


def compare(world, arguments, tally):
    """Yields the unexplained differences; counts everything."""
    if arguments.keep:
        place = contextlib.nullcontext(tempfile.mkdtemp(dir=arguments.keep))
    else:
        place = tempfile.TemporaryDirectory(prefix="namesake-differential-")
    with place as folder:
        zones = []
        for index, zone in enumerate(world.zones):
            file = pathlib.Path(folder) / f"{index:04}.zone"
            file.write_text(str(zone))
            zones.append((zone.origin, file))
        peers = []
        try:
            for kind in (Namesake, NSD, Knot):
                peers.append(kind(folder, zones))
            yield from interview(world, zones, peers, arguments, tally)
        finally:
            for peer in peers:
                peer.stop()


def interview(world, zones, peers, arguments, tally):
    asker = Asker(peers)
    try:
        for index, peer in enumerate(peers):
            for origin, file in zones:
                wait_until(
                    lambda: asker.is_served(index, origin), 20,
                    f"{peer.name} serves {text(origin)} ({file})\n{peer.log.read_text()[-3000:]}",
                )  # fmt: skip
        tally.zones += len(zones)
        for zone, (_, file) in zip(world.zones, zones):
            chance = random.Random(f"{arguments.seed}/questions/{text(zone.origin)}")
            for name, kind in questions(zone, chance, arguments.questions):
                tally.questions += 1
                for difference in differences(world, asker, name, kind, chance, tally):
                    yield f"\n{file.name} {text(zone.origin)}: {difference}"
    finally:
        asker.close()


def differences(world, asker, name, kind, chance, tally):
    """Asks one question, over TCP too if it needs that to be answered whole."""
    wire = query(text(name), kind, chance.randrange(65536), chance.random() < 0.9)
    case = Case(name, kind, world.apexes, lambda *question: asker.ask_one(2, query(*question, 1, True)))
    rounds = [("UDP", asker.ask(wire))]
    if any(reply.is_truncated for reply in rounds[0][1]):
        rounds.append(("TCP", asker.ask_over_tcp(wire)))
    for transport, replies in rounds:
        verdict = judge(case, *replies)
        tally.verdicts[verdict] += 1
        tally.shapes[replies[0].shape] += 1
        if verdict == "unexplained":
            said = "\n".join(f"  {label}\n{reply}" for label, reply in zip(("namesake", "nsd", "knot"), replies))
            yield f"{text(name)} {kind} over {transport}\n{said}"


sys.exit(main())
