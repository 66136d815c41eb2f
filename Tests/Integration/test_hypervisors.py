"""MACs that hypervisors give out by themselves, and what `check` warns of."""

import json

from lab.processes import clean_environment
from lab.tools import namesake

MAC = "52-54-00-12-34-56"
LIBVIRT = "52-54-00-00-00-00..52-54-00-FF-FF-FF"


def warnings(lab):
    return json.loads(lab.command("check", "--json"))["warnings"]


def test_a_mac_that_a_hypervisor_may_give_out_again_is_adopted_with_a_warning(shop_on_file):
    command = shop_on_file.command
    command("hypervisor", "add", "kvm1", "--mac-range", LIBVIRT)
    made = command("env", "create", "store", "--machine", f"web-server,mac={MAC}")
    assert f"warning: the private MAC {MAC} of web-server is in the range of hypervisor kvm1" in made
    (machine,) = command.json("env", "show", "store")["machines"]
    assert machine["private"] == {"address": "192.168.23.1", "mac": MAC, "hypervisor": "kvm1"}
    clone = command.json("clone", "store", "store-qa1")
    assert clone["machines"][0]["private"] == machine["private"]


def test_a_hypervisor_that_is_added_later_names_the_machines_it_concerns(served):
    command = served.command
    command("env", "create", "store", "--machine", f"web-server,mac={MAC}")
    assert warnings(served) == []
    text = command("hypervisor", "add", "kvm1", "--mac-range", LIBVIRT)
    assert "store/web-server" in text and MAC in text
    shown = command.json("hypervisor", "show", "kvm1")
    assert shown["ranges"] == [LIBVIRT]
    assert shown["machines"] == [{"environment": "store", "machine": "web-server", "mac": MAC}]
    assert [listed["name"] for listed in command.json("hypervisor", "list")] == ["kvm1"]
    (warning,) = warnings(served)
    assert warning["code"] == "private-mac-in-hypervisor-range"
    assert all(word in warning["message"] for word in (MAC, "store/web-server", "kvm1"))
    assert f"warning: {warning['message']}" in command("check")
    command("hypervisor", "set", "kvm1", "--mac-range", "52-54-00-FF-00-00..52-54-00-FF-FF-FF")
    assert warnings(served) == []
    command("hypervisor", "remove", "kvm1")
    assert command.json("hypervisor", "list") == []


def test_check_warns_of_a_private_block_that_this_host_reaches_elsewhere(shop_on_file):
    """R49: here by a second interface, as behind a VPN; the warning changes no exit status."""
    inside = shop_on_file.namespace("vpn")
    inside.ip("link", "add", "tun0", "type", "bridge")
    inside.ip("link", "set", "tun0", "up")

    def codes():
        words = (namesake(), "check", "--registry", shop_on_file.command.registry, "--json")
        done = inside.run(*words, cwd=shop_on_file.folder, env=clean_environment())
        assert done.returncode == 0, done.stderr
        return {each["code"]: each["message"] for each in json.loads(done.stdout)["warnings"]}

    assert codes() == {}
    inside.ip("route", "add", "192.168.0.0/16", "dev", "tun0")
    (message,) = codes().values()
    assert list(codes()) == ["private-block-overlaps-route"]
    assert all(word in message for word in ("192.168.23.0/24", "192.168.0.0/16", "tun0", "lab"))

