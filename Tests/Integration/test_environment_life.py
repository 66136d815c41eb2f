"""Whose an environment is and until when; whether it is ready, and why not; what survives when something is killed."""

import json
import time

import pytest

from lab import article
from lab.deadline import eventually
from lab.records import contents


def status(lab, environment="shop"):
    return json.loads(lab.command("env", "status", environment, "--json"))


def restore_status(lab):
    return json.loads(lab.command("restore", "shop-qa1", "--status", "--json"))


def test_what_is_said_of_an_environment_is_shown_and_listed(shop_on_file):
    command = shop_on_file.command
    made = command.json(
        "clone", "shop", "shop-qa1", "--owner", "mia", "--description", "the cart loses items",
        "--tag", "bug=4711", "--tag", "os=linux", "--until", "2026-12-24T18:00:00Z",
    )  # fmt: skip
    shown = command.json("env", "show", "shop-qa1")
    for each in (made, shown):
        assert (each["owner"], each["description"]) == ("mia", "the cart loses items")
        assert (each["tags"], each["until"]) == ({"bug": "4711", "os": "linux"}, "2026-12-24T18:00:00Z")
    assert [each["name"] for each in command.json("env", "list", "--owner", "mia", "--tag", "bug=4711")] == ["shop-qa1"]
    assert command.json("env", "list", "--owner", "noah") == []
    text = command("env", "show", "shop-qa1")
    for words in ("mia", "the cart loses items", "bug=4711", "2026-12-24T18:00:00Z"):
        assert words in text
    less = command.json("env", "set", "shop-qa1", "--owner", "none", "--tag", "bug=none", "--until", "none")
    assert (less["owner"], less["tags"], less["until"]) == (None, {"os": "linux"}, None)
    assert less["description"] == "the cart loses items"
    plain = command.json("env", "show", "shop")
    assert (plain["owner"], plain["description"], plain["tags"], plain["until"]) == (None, None, {}, None)


def test_an_environment_whose_time_is_over_is_deleted_and_its_clones_stay(cloned):
    alias = cloned.public("shop")["fqdn"]
    assert cloned.names.address(alias) is None
    cloned.command("env", "set", "shop", "--until", "12s")
    eventually(lambda: cloned.command.json("env", "show", "shop")["expiring"], "it says that it ends soon")
    eventually(lambda: "nearly over" in cloned.server.log, "the log warns")
    eventually(lambda: [each["name"] for each in cloned.command.json("env", "list")] == ["shop-qa1"], "it is deleted")
    assert "was deleted" in cloned.server.log
    assert cloned.names.ask(alias, "A").rcode() == 3, "NXDOMAIN"


def test_what_was_due_while_the_server_was_down_is_done_when_it_starts(lab):
    lab.found()
    lab.command("env", "set", "shop", "--until", "1s")
    time.sleep(2)
    assert [each["name"] for each in lab.command.json("env", "list")] == ["shop"]
    lab.server.start()
    assert lab.command.json("env", "list") == []


def test_the_state_says_what_is_missing_and_what_to_do(lab):
    lab.found()
    unserved = status(lab)
    assert unserved["state"] == "Not ready" and "no server" in unserved["cause"] and "serve" in unserved["remedy"]
    lab.server.start()
    idle = status(lab)
    assert idle["state"] == "Not ready"
    for machine in idle["machines"]:
        mac = lab.public("shop", machine["name"])["mac"]
        assert mac in machine["cause"] and mac in machine["remedy"]
    machines = lab.command.json("env", "show", "shop")["machines"]
    web = lab.guest("shop", machines[0])
    web.client.start()
    web.wait_for_address()
    eventually(lambda: status(lab)["state"] == "Partially ready", "one of two is ready")
    assert "db-server" in lab.command("env", "status", "shop")
    lab.command("lease", "release", web.mac)
    assert status(lab)["state"] == "Not ready"


def test_a_domain_controller_is_not_waited_for(served):
    served.command("env", "create", "forest", "--machine", "web", "--domain-controller", "dc1")
    web, _ = served.command.json("env", "show", "forest")["machines"]
    served.hand_made_client(*station(served, web)).lease()
    assert json.loads(served.command("wait", "forest", "--json", "--timeout", "20s"))["state"] == "Ready"


def station(lab, machine):
    guest = lab.guest("forest", machine)
    return guest.namespace, guest.mac


def test_wait_ends_when_the_environment_is_ready(served):
    waiting = served.command.start("wait", "shop", "--timeout", "60s", "--json")
    served.boot("shop")
    output, complaint = waiting.communicate(timeout=60)
    assert waiting.returncode == 0, complaint
    assert json.loads(output)["state"] == "Ready"


def test_wait_gives_up_and_names_the_machines_and_why(served):
    machines = served.command.json("env", "show", "shop")["machines"]
    web = served.guest("shop", machines[0])
    web.client.start()
    web.wait_for_address()
    began = time.monotonic()
    sentence = served.command.refused("wait", "shop", "--timeout", "2s")
    assert time.monotonic() - began >= 4, "two seconds each, as text and as JSON"
    assert "db-server" in sentence and served.public("shop", "db-server")["mac"] in sentence
    assert "web-server" not in sentence
    served.command("wait", "shop", "--machine", "web-server", "--timeout", "20s")
    assert "cache" in served.command.refused("wait", "shop", "--machine", "cache")


def test_wait_goes_on_while_the_server_is_started_anew(served):
    waiting = served.command.start("wait", "shop", "--timeout", "90s")
    served.server.kill()
    served.server.start()
    served.boot("shop")
    _, complaint = waiting.communicate(timeout=100)
    assert waiting.returncode == 0, complaint


def test_a_restore_survives_the_death_of_the_server_at_each_step(cloned):
    def crash():
        cloned.server.kill()
        cloned.server.start()

    originals = cloned.boot("shop")
    clones = cloned.boot("shop-qa1")
    for guest in clones.values():
        guest.power_off()
    began = cloned.command.json("restore", "shop-qa1", "latest build")
    crash()
    assert status(cloned, "shop-qa1")["state"] == "In progress"
    original = originals["web-server"]
    by_hand = cloned.hand_made_client(original.namespace, original.mac)
    by_hand.hears_nothing("discover")
    # Once more is the same restore.
    again = cloned.command.json("restore", "shop-qa1", "latest build")
    assert again["again"] and again["began"] == began["began"] and again["machines"] == began["machines"]
    clones["web-server"].client.start()
    clones["web-server"].wait_for_address()
    crash()
    open_ = restore_status(cloned)
    assert open_["state"] == "open"
    assert {each["name"]: each["right"] for each in open_["machines"]} == {"web-server": True, "db-server": False}
    assert open_["heldUntil"] == again["heldUntil"]
    assert "db-server" in cloned.command.refused("restore", "shop-qa1", "--end")
    cloned.command("restore", "shop-qa1", "--confirm", "db-server")
    crash()
    clones["db-server"].client.start()
    clones["db-server"].wait_for_address()
    crash()
    over = eventually(lambda: (now := restore_status(cloned))["state"] == "ended" and now, "the server ends the restore")
    assert over["seconds"] > 0 and over["began"] == began["began"]
    assert by_hand.discover() is not None, "nothing is held any more"
    assert status(cloned, "shop-qa1")["state"] == "Ready"


@pytest.mark.parametrize("words", [("--end", "--force"), ("--cancel",)], ids=" ".join)
def test_a_restore_that_is_ended_by_hand_holds_nothing(cloned, words):
    original = cloned.boot("shop")["web-server"]
    cloned.command("restore", "shop-qa1", "latest build")
    by_hand = cloned.hand_made_client(original.namespace, original.mac)
    by_hand.hears_nothing("discover")
    cloned.command("restore", "shop-qa1", *words)
    assert by_hand.discover() is not None
    assert restore_status(cloned)["state"] == {"--end": "forced", "--cancel": "cancelled"}[words[0]]


def test_a_restore_begun_on_the_file_is_known_to_the_server_that_starts(lab):
    lab.found()
    lab.command("snapshot", "take", "shop", "latest build")
    lab.command("clone", "shop", "shop-qa1", "--snapshot", "latest build")
    lab.command("restore", "shop-qa1", "latest build")
    before = contents(lab.command.registry)
    lab.command("restore", "shop-qa1", "--status")
    assert contents(lab.command.registry) == before, "a question changes nothing"
    lab.server.start()
    assert restore_status(lab)["state"] == "open"
    assert set(article.MACHINES) == {each["name"] for each in restore_status(lab)["machines"]}
    original = lab.public("shop")["mac"]
    by_hand = lab.hand_made_client(lab.station("original", original).namespace, original)
    by_hand.hears_nothing("discover")
