"""`history`, and `whois --at`: what was, told by the names of its time."""

import time

import pytest


def stamp():
    """A moment after everything that was done, and before everything that follows."""
    time.sleep(1.1)
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    time.sleep(1.1)
    return moment


@pytest.fixture
def story(served):
    """`shop` is leased, renamed and deleted; with what was its web-server, its address, and moments by each name."""
    shop = served.boot("shop")["web-server"]
    address = shop.address
    first = stamp()
    served.command("env", "rename", "shop", "store")
    second = stamp()
    shop.power_off()
    served.command("env", "delete", "store")
    return served, shop, address, first, second


def test_whois_tells_of_a_deleted_machine_by_the_name_it_had(story):
    lab, guest, address, first, second = story
    for moment, environment in ((first, "shop"), (second, "store")):
        for subject in (guest.alias, guest.alias.split(".")[0], guest.mac, address, f"web-server.{environment}"):
            (row,) = lab.command.json("whois", subject, "--at", moment)
            assert (row["name"], row["environment"]) == ("web-server", environment), subject
            assert row["address"] == address and row["mac"] == guest.mac, subject
        for subject in (guest.private["mac"], guest.private["address"]):
            (row,) = lab.command.json("whois", subject, "--at", moment)
            assert (row["environment"], row["match"]) == (environment, "private")
    lab.command.refused("whois", "web-server.store", "--at", first)
    lab.command.refused("whois", guest.mac)


def test_history_follows_an_environment_through_its_names_newest_last(story):
    lab, guest, address, first, _ = story
    events = lab.command.json("history", "store")
    kinds = [event["kind"] for event in events]
    assert kinds[0] == "environment.created" and kinds[-1] == "environment.deleted"
    assert {"machine.added", "lease.began", "environment.renamed", "machine.removed"} <= set(kinds)
    assert [event["time"] for event in events] == sorted(event["time"] for event in events)
    until = lab.command.json("history", "store", "--until", first)
    assert until == events[: len(until)] and "environment.renamed" not in [event["kind"] for event in until]
    assert lab.command.json("history", "store", "--limit", 1) == events[-1:]
    assert address in {event["address"] for event in lab.command.json("history", guest.mac)}


def test_history_is_told_in_sentences(story):
    lab, guest, address, *_ = story
    lines = [line.split("  ", 1)[1] for line in lab.command("history", guest.alias).splitlines()]
    assert lines[0].startswith(f"web-server.shop added: MAC {guest.mac}, alias {guest.alias.split('.')[0]}")
    assert f"web-server.shop got {address} ({guest.mac})" in lines
    assert lines[-1].startswith("web-server.store removed")
