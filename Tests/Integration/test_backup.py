"""Backups while the server is under load, and what they are good for: a registry that another server can serve."""

import json
import sqlite3
import stat
import time
from contextlib import closing

import pytest

from lab import article, scratch
from lab.command import Command
from lab.promises import check
from lab.storm import Storm

MACHINES = 100


def crowd(lab):
    words = [word for number in range(MACHINES) for word in ("--machine", f"m{number}")]
    return lab.command.json("env", "create", "crowd", *words)["machines"]


def test_a_backup_under_load_keeps_every_promise_that_was_made_before_it(served):
    machines = crowd(served)
    backups = scratch.folder("backups")
    made = []
    with Storm(served, machines) as storm:
        storm.blow(1, rate=300)
        for number in range(4):
            promised = list(storm.promises)
            command = served.command.start("backup", backups / f"{number}.sqlite", "--json")
            another = served.command.start("env", "create", f"other-{number}", "--machine", "web-server")
            both = (command, another)
            storm.blow(30, rate=300, until=lambda both=both: all(each.poll() is not None for each in both))
            output, complaint = command.communicate()
            assert command.returncode == 0, complaint
            _, complaint = another.communicate()
            assert another.returncode == 0, complaint
            report = json.loads(output)
            assert report["fit"] is True and report["counts"]["machines"] >= MACHINES
            made.append((promised, report))
        assert len(storm.promises) > len(made[0][0]), "no lease was given while backups were made"
    for promised, report in made:
        backup = backups / report["file"].rsplit("/", 1)[1]
        check(backup, scratch.folder("copy"), renewed_last(promised))
        restored = Command(backup)
        assert json.loads(restored("check", "--json"))["fit"] is True
        assert stat.S_IMODE(backup.stat().st_mode) & 0o007 == 0
    # Copies were carried away, and nothing else is left.
    assert [each.name for each in served.folder.iterdir() if ".copy-" in each.name] == []


def renewed_last(promised):
    """Of each machine what it was promised last: an earlier promise was renewed, and is not told any more."""
    return list({promise.mac: promise for promise in promised}.values())


def test_a_restored_backup_is_served(cloned):
    guests = cloned.boot("shop").values()
    answered = {guest.alias: guest.address for guest in guests}
    backup = scratch.folder("backup") / "lab.sqlite"
    text = cloned.command("backup", backup)
    assert str(backup) in text and "4 machines" in text and "2 leases" in text, text
    cloned.command("env", "delete", "shop-qa1")
    cloned.server.stop()

    registry = cloned.command.registry
    for suffix in ("-wal", "-shm"):
        registry.with_name(registry.name + suffix).unlink(missing_ok=True)
    backup.replace(registry)
    cloned.server.start()
    assert sorted(each["name"] for each in cloned.command.json("env", "list")) == ["shop", "shop-qa1"]
    for alias, address in answered.items():
        assert cloned.names.address(alias) == address


def test_a_backup_is_made_without_a_server_too(shop_on_file):
    backup = scratch.folder("backup") / "lab.sqlite"
    report = json.loads(shop_on_file.command("backup", backup, "--json"))
    assert report["file"] == str(backup) and report["bytes"] == backup.stat().st_size
    assert [each["name"] for each in Command(backup).json("env", "list")] == ["shop"]
    assert [each.name for each in shop_on_file.folder.iterdir()] == [shop_on_file.command.registry.name]


@pytest.mark.parametrize("with_server", [False, True], ids=["without a server", "with a server"])
def test_check_repairs_what_nobody_has_to_decide_and_keeps_what_was(lab, with_server):
    lab.found()
    spoil(lab.command.registry)
    if with_server:
        lab.server.start()
    outcome = lab.command.outcome("check")
    assert outcome.status == 1 and "bad row -5 of mac_watch" in outcome.output, outcome
    text = lab.command("check", "--repair")
    assert "repaired: forgot row -5 of mac_watch" in text, text
    assert json.loads(lab.command("check", "--json"))["fit"] is True
    kept = lab.command.registry.with_name(lab.command.registry.name + ".before-repair")
    with closing(sqlite3.connect(kept)) as database:
        assert database.execute("SELECT mac FROM mac_watch").fetchall() == [(-5,)]


def spoil(registry):
    """A row that no version of ours has written."""
    with closing(sqlite3.connect(registry)) as database, database:
        database.execute("PRAGMA ignore_check_constraints = ON")
        database.execute("INSERT INTO mac_watch (mac) VALUES (-5)")


def test_check_looks_at_the_host(shop_on_file):
    registry = shop_on_file.command.registry
    registry.chmod(0o664)
    (shop_on_file.folder / "namesake.yaml").write_text(
        f"registry: {registry}\ndns:\n  listen: [10.99.99.99:53]\ndhcp:\n  interfaces: [nosuch0]\nuser: nosuchuser\n"
    )
    outcome = shop_on_file.command.outcome("check", "--json")
    assert outcome.status == 1
    report = json.loads(outcome.output)
    assert report["fit"] is False and report["registry"]["fit"] is True
    said = {each["subject"]: each for each in report["host"]}
    assert said["dns.listen"]["severity"] == "error" and "10.99.99.99:53" in said["dns.listen"]["message"]
    assert [(each["name"], each["usable"]) for each in report["interfaces"]] == [("nosuch0", False)]
    assert said["user"]["severity"] == "error" and "nosuchuser" in said["user"]["message"]
    assert said[str(registry)]["severity"] == "warning" and said[str(registry)]["repaired"] is False


def test_check_repairs_rights_and_removes_what_a_killed_server_left(served):
    served.server.kill()
    registry = served.command.registry
    registry.chmod(0o644)
    text = served.command("check", "--repair")
    assert text.count("repaired: ") == 2, text
    assert stat.S_IMODE(registry.stat().st_mode) == 0o640
    assert not registry.with_name(registry.name + ".sock").exists()
    assert "repaired" not in served.command("check", "--repair")


def test_a_backup_does_not_keep_the_server_from_writing(served):
    """A copy of a large registry takes a while; commits do not wait for it."""
    crowd(served)
    took = []
    running = served.command.start("backup", scratch.folder("backup") / "lab.sqlite")
    for number in range(10):
        began = time.monotonic()
        served.command("env", "create", f"e{number}", "--machine", "web-server")
        took.append(time.monotonic() - began)
    output, complaint = running.communicate()
    assert running.returncode == 0, complaint
    served.names.check_nodata(served.public("shop")["fqdn"])
    assert article.DOMAIN in served.public("e9")["fqdn"]
