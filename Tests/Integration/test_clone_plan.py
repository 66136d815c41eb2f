"""`clone --plan` tells what would be and changes nothing; `clone --customized` makes a copy with names of its own."""

import json

import pytest

from lab import article
from lab.command import REFUSED
from lab.records import contents


@pytest.mark.parametrize("with_server", [False, True], ids=["on the file", "through the server"])
def test_a_plan_changes_nothing_and_is_what_the_clone_then_is(lab, with_server):
    if with_server:
        lab.server.start()
    lab.found()
    lab.command("snapshot", "take", "shop", "latest build")
    tables = rows(lab)
    words = ("clone", "shop", "shop-qa1", "--snapshot", "latest build")
    plan = lab.command.json(*words, "--plan")
    assert "nothing was changed" in lab.command(*words, "--plan")
    assert rows(lab) == tables
    clone = lab.command.json(*words)
    for key in ("name", "network", "isolation", "origin"):
        assert plan[key] == clone[key]
    for planned, made in zip(plan["machines"], clone["machines"], strict=True):
        for key in ("name", "role", "domainController", "private"):
            assert planned[key] == made[key]
        assert planned["public"] == {"macPool": article.POOL, "domain": article.DOMAIN}
    assert plan["snapshots"] == [{"name": "latest build", "takenIn": "shop"}]
    assert plan["capacity"]["macsNeeded"] == 2
    # 10.86.51.50-250, of which the machines of shop will have two.
    assert plan["capacity"]["clones"] == (201 - 2) // 2


def test_a_plan_names_the_articles_three_conflicts(shop_on_file):
    """R12: by computer name, by address and by MAC, each with those who have the same."""
    plan = shop_on_file.command.json("clone", "shop", "shop-qa1", "--plan")
    shop = {each["name"]: each["private"] for each in shop_on_file.command.json("env", "show", "shop")["machines"]}
    found = {(each["conflict"], each["machine"]): (each["value"], each["with"]) for each in plan["conflicts"]}
    assert found == {
        **{("name", name): (name, [f"shop/{name}"]) for name in shop},
        **{("address", name): (side["address"], [f"shop/{name}"]) for name, side in shop.items()},
        **{("mac", name): (side["mac"], [f"shop/{name}"]) for name, side in shop.items()},
    }
    text = shop_on_file.command("clone", "shop", "shop-qa1", "--plan")
    # R13: what comes of it depends on the guests and on the network.
    assert text.count("may") >= 6


def test_a_plan_of_a_clone_that_would_be_refused_is_refused_with_the_same_sentence(lab):
    lab.found(pool="00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-02")
    before = contents(lab.command.registry)
    planned = lab.command.outcome("clone", "shop", "shop-qa1", "--plan")
    refused = lab.command.outcome("clone", "shop", "shop-qa1")
    assert planned.status == refused.status == REFUSED
    assert planned.complaint == refused.complaint
    assert "not enough free MACs (1)" in planned.complaint
    assert contents(lab.command.registry) == before


def test_a_customized_copy_has_names_of_its_own_and_no_private_side(served):
    command = served.command
    plan = command.json("clone", "shop", "shop-c", "--customized", "--rename", "web-server=web7", "--plan")
    copy = command.json("clone", "shop", "shop-c", "--customized", "--rename", "web-server=web7")
    assert copy["isolation"] == plan["isolation"] == "customized"
    names = [(each["name"], each["originalName"], each["private"]) for each in copy["machines"]]
    assert names == [("web7", "web-server", None), ("db-server2", "db-server", None)]
    assert [(each["name"], each["originalName"]) for each in plan["machines"]] == [each[:2] for each in names]
    assert plan["conflicts"] == []
    assert copy == command.json("env", "show", "shop-c")
    text = command("env", "show", "shop-c")
    assert "not identical" in text and "db-server2 (was db-server)" in text
    listed = {each["name"]: each["isolation"] for each in command.json("env", "list")}
    assert listed == {"shop": "dual-interface", "shop-c": "customized"}
    # Outside it is like any other: a readable name, an alias, a lease.
    assert command("hosts", "shop-c", "web7") == ""
    for machine in copy["machines"]:
        served.names.check_nodata(machine["public"]["fqdn"])
    again = command.json("clone", "shop-c", "shop-d", "--customized")
    assert [each["name"] for each in again["machines"]] == ["web7-2", "db-server2-2"]
    added = command.json("machine", "add", "shop-c", "cache")
    assert added["machines"][-1]["private"] is None
    assert json.loads(command("check", "--json"))["warnings"] == []


def rows(lab):
    """The registry without what time alone changes."""
    return [line for line in contents(lab.command.registry) if "zone_serial" not in line]
