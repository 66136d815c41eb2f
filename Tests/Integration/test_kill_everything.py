"""`kill -9` at every step of a clone, a restore and a deletion: of the command, of the server, of the command that asks the
server. Whatever dies when, the change is complete or absent, and what was said to be done is done."""

import contextlib
import os
import random
import re
import shutil
import signal
import sqlite3
import time

import pytest

from lab.command import Command, finish
from lab.deadline import eventually
from lab.dying import DeathPlan
from lab.promises import copy_of

#: How many kills for each change and each victim, spread over all the steps there are. `make crash` asks for more.
KILLS = int(os.environ.get("KILLS", "6"))
CHANGES = {
    "clone": ("clone", "shop", "shop-qa2", "--snapshot", "latest build"),
    "restore": ("restore", "shop-qa1", "latest build"),
    "delete": ("env", "delete", "shop-qa1"),
}
#: A day is longer than a test, and shorter than the distance of any other number in the registry from now.
DAY = 86_400
#: Serials follow a change by up to a second; the rest is SQLite's and the migrator's own.
UNCOMPARED = {"zone_serial", "sqlite_sequence"}


@pytest.fixture
def template(lab):
    """A registry with leases, a snapshot and a clone, to begin from again and again."""
    lab.found()
    lab.command("snapshot", "take", "shop", "latest build")
    lab.command("clone", "shop", "shop-qa1", "--snapshot", "latest build")
    with contextlib.closing(sqlite3.connect(lab.command.registry)) as database, database:
        database.execute(
            """
            INSERT INTO lease (mac, address, network, machine, state, starts, expires)
            SELECT mac, 0x0A563332 + machine, network, machine, 1, strftime('%s'), strftime('%s') + 600
            FROM public_interface
            """
        )
    kept = lab.folder / "template"
    shutil.copy(copy_of(lab.command.registry, lab.folder), kept)
    return kept


class Course:
    """One change, over and over again, from the same beginning."""

    def __init__(self, lab, template, change):
        self.lab, self.template, self.change, self.words = lab, template, change, CHANGES[change]
        self.registry = lab.command.registry
        self.plan = DeathPlan(lab.folder)
        self.bystander = Command(self.registry)
        self.begin()
        self.before = contents(self.registry, lab.folder)
        self.bystander(*self.words)
        self.after = contents(self.registry, lab.folder)
        assert self.before != self.after
        self.outcomes = {"complete": 0, "absent": 0}

    def begin(self):
        """The registry of the template, and nothing beside it."""
        for suffix in ("-wal", "-shm", ".lock", ".sock"):
            self.registry.with_name(self.registry.name + suffix).unlink(missing_ok=True)
        shutil.copy(self.template, self.registry)
        self.plan.make()

    def check(self, outcome, where):
        """Complete or absent; complete if the command said that it is done."""
        found = contents(self.registry, self.lab.folder)
        assert found in (self.before, self.after), f"{where}: half\n{difference(found, self.before, self.after)}"
        is_complete = found == self.after
        self.outcomes["complete" if is_complete else "absent"] += 1
        assert is_complete or outcome.status != 0, f"{where}: done, and not there\n{outcome}"
        if outcome.status == 1:
            assert "nothing was changed" not in outcome.complaint or not is_complete, f"{where}: a false sentence\n{outcome}"
        return is_complete

    def check_again(self, is_complete, where):
        """Whoever comes next finds a registry that works: the change can be made if it was not."""
        outcome = self.bystander.outcome(*self.words)
        if is_complete and self.words[0] != "restore":
            assert outcome.status == 1, f"{where}: done twice\n{outcome}"
        else:
            assert outcome.status == 0, f"{where}: not possible afterwards\n{outcome}"
        if self.words[0] != "restore":
            assert contents(self.registry, self.lab.folder) == self.after

    def report(self, kills, steps):
        print(f"\n{self.change}: {kills} kills over {steps} steps, {self.outcomes}")


@pytest.mark.parametrize("change", CHANGES)
def test_the_command_dies_at_every_step_of_its_own_change(lab, template, change):
    course = Course(lab, template, change)
    lab.command.prefix = course.plan.prefix
    course.begin()
    lab.command(*course.words)
    steps = course.plan.taken
    for step in spread(steps):
        course.begin()
        course.plan.make(step)
        outcome = lab.command.outcome(*course.words)
        where = f"the command at step {step} of {steps}"
        assert outcome.status in (0, -signal.SIGKILL), f"{where}\n{outcome}"
        course.check_again(course.check(outcome, where), where)
    course.report(len(spread(steps)), steps)


@pytest.mark.parametrize("change", CHANGES)
def test_the_server_dies_at_every_step_of_a_change(lab, template, change):
    course = Course(lab, template, change)
    lab.server.words = [*course.plan.prefix, *lab.server.words]
    course.begin()
    lab.server.start()
    course.plan.make()
    lab.command(*course.words)
    # The last of them may not be the change's, but a zone's new serial, or the next look at a clock.
    steps = course.plan.taken
    lab.server.stop()
    for step in spread(steps):
        course.begin()
        lab.server.start(every=0.01)
        course.plan.make(step)
        command = lab.command.start(*course.words)
        outcome = finish(command, course.words)
        where = f"the server at step {step} of {steps}"
        if lab.server.process.poll() is None:
            eventually(lambda: lab.server.process.poll() is not None or course.plan.taken <= step, "it dies or does not")
        died = lab.server.process.poll() == -signal.SIGKILL
        is_complete = course.check(outcome, where)
        lab.server.kill()
        assert died or outcome.status == 0, f"{where}: refused by a server that was well\n{outcome}"
        course.check_again(is_complete, where)
    course.report(len(spread(steps)), steps)


@pytest.mark.parametrize("change", CHANGES)
def test_the_command_dies_at_any_moment_while_the_server_works_for_it(lab, template, change):
    course = Course(lab, template, change)
    course.begin()
    lab.server.start()
    began = time.monotonic()
    lab.command(*course.words)
    took = time.monotonic() - began
    lab.server.stop()
    dice = random.Random(7)
    course.begin()
    lab.server.start(every=0.01)
    for number in range(KILLS):
        command = lab.command.start(*course.words)
        time.sleep(dice.uniform(0, 1.2 * took))
        command.kill()
        outcome = finish(command, course.words)
        # What was sent is finished by the server, before any change that is asked for later, such as this one.
        lab.command.refused("env", "rename", "nowhere", "somewhere")
        lab.server.check_alive()
        where = f"the command that asks, kill {number}"
        if course.check(outcome, where):
            lab.server.stop()
            course.begin()
            lab.server.start(every=0.01)
    course.report(KILLS, "any")


def spread(steps):
    """`KILLS` of the steps, the first and the last among them."""
    assert steps > 0
    if steps <= KILLS:
        return list(range(steps))
    return sorted({round(number * (steps - 1) / (KILLS - 1)) for number in range(KILLS)})


def contents(registry, folder):
    """Every row of every table, without what is drawn at random and without times: as the file lies there now."""
    with contextlib.closing(sqlite3.connect(copy_of(registry, folder))) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        now = time.time()
        return {
            (table, tuple(mask(value, now) for value in row))
            for table in tables
            if table not in UNCOMPARED
            for row in database.execute(f"SELECT * FROM {table}")
        }


def mask(value, now):
    if isinstance(value, str):
        return "an identity" if re.fullmatch(r"[0-9a-f]{12}", value) else re.sub(r"VSLM-[0-9a-f-]+", "VSLM", value)
    if isinstance(value, int) and (abs(value - now) < DAY or abs(value - now * 1000) < DAY * 1000):
        return "a time"
    return value


def difference(found, before, after):
    return "\n".join(
        [
            *(f"not there: {row}" for row in sorted(before & after - found, key=str)),
            *(f"of the change: {row}" for row in sorted(found & after - before, key=str)),
            *(f"still as before: {row}" for row in sorted(found & before - after, key=str)),
            *(f"of neither: {row}" for row in sorted(found - before - after, key=str)),
        ]
    )
