"""The command as other programs rely on it: where the registry is, what is read and printed, and the JSON."""

import json
import subprocess

import pytest

from lab import article, processes, shapes
from lab.tools import namesake


def run(lab, *words, **environment):
    """The bare binary in the lab's folder, without `--registry`."""
    done = subprocess.run(
        [namesake(), *words],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=lab.folder,
        env=processes.clean_environment(**environment),
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_registry_is_the_option_then_the_variable_then_the_configuration_then_the_folder(lab):
    for name, words, environment in (
        ("option.sqlite", ("--registry", "option.sqlite"), {"NAMESAKE_REGISTRY": "variable.sqlite"}),
        ("variable.sqlite", (), {"NAMESAKE_REGISTRY": "variable.sqlite"}),
        ("configured.sqlite", (), {}),
        ("namesake.sqlite", (), {}),
    ):
        configuration = lab.folder / "namesake.yaml"
        configuration.write_text("registry: configured.sqlite\n")
        if name == "namesake.sqlite":
            configuration.unlink()
        run(lab, *article.network(), *words, **environment)
        assert (lab.folder / name).exists()


def test_global_options_stand_before_or_after_the_verb(shop_on_file):
    after = run(shop_on_file, "env", "list", "--json", "--registry", shop_on_file.command.registry)
    before = run(shop_on_file, "--json", "--registry", shop_on_file.command.registry, "env", "list")
    assert json.loads(before) == json.loads(after)


@pytest.mark.parametrize("mac", ["02-5B-0F-11-22-33", "02:5b:0f:11:22:33", "025B0F112233"])
def test_an_existing_machine_s_private_interface_is_adopted(shop_on_file, mac):
    made = shop_on_file.command.json(
        "env", "create", "store", "--machine", f"web-server:web,mac={mac},address=192.168.23.40"
    )
    (machine,) = made["machines"]
    assert machine["role"] == "web"
    assert machine["private"] == {"address": "192.168.23.40", "mac": "02-5B-0F-11-22-33"}


def test_the_domain_controller_is_marked(shop_on_file):
    made = shop_on_file.command.json(
        "env", "create", "forest", "--machine", "dc1", "--machine", "web-server", "--domain-controller", "dc1"
    )
    assert {machine["name"]: machine["domainController"] for machine in made["machines"]} == {
        "dc1": True,
        "web-server": False,
    }


def test_create_clone_and_show_print_the_same_object(shop_on_file):
    command = shop_on_file.command
    made = command.json("env", "create", "store", "--machine", "web-server")
    assert made == command.json("env", "show", "store")
    assert made["origin"] is None and made["network"] == "lab"
    command("snapshot", "take", "store", "latest build")
    clone = command.json("clone", "store", "store-qa1", "--snapshot", "latest build")
    assert clone == command.json("env", "show", "store-qa1")
    assert clone["origin"] == {"environment": "store", "snapshot": "latest build"}


def test_every_list_is_an_array_of_objects_with_a_name(shop_on_file):
    command = shop_on_file.command
    command("snapshot", "take", "shop", "latest build")
    assert [each["name"] for each in command.json("network", "list")] == ["lab"]
    assert [each["name"] for each in command.json("env", "list")] == ["shop"]
    assert [each["name"] for each in command.json("snapshot", "list", "shop")] == ["latest build"]
    assert command.json("lease", "list") == []


def test_a_clone_survives_the_deletion_of_its_origin(cloned):
    before = cloned.command.json("env", "show", "shop-qa1")
    original = cloned.public("shop")["mac"]
    cloned.command("env", "delete", "shop")
    after = cloned.command.json("env", "show", "shop-qa1")
    assert after["machines"] == before["machines"]
    assert original in cloned.command("restore", "shop-qa1", "latest build")
    again = cloned.command.json("clone", "shop-qa1", "shop-qa2", "--snapshot", "latest build")
    assert [machine["private"] for machine in again["machines"]] == [each["private"] for each in before["machines"]]


def test_a_deleted_machine_s_mac_and_alias_are_not_given_out_again_at_once(shop_on_file):
    command = shop_on_file.command
    deleted = {machine["public"]["mac"] for machine in command.json("env", "show", "shop")["machines"]}
    command("env", "delete", "shop")
    again = {machine["public"]["mac"] for machine in command.json(*article.SHOP)["machines"]}
    assert not deleted & again


def test_private_macs_are_random_local_unicast_and_no_hypervisor_s(shop_on_file):
    machines = [word for number in range(50) for word in ("--machine", f"m{number}")]
    made = shop_on_file.command.json("env", "create", "big", *machines)
    macs = [machine["private"]["mac"] for machine in made["machines"]]
    assert len(set(macs)) == 50
    for mac in macs:
        assert int(mac[:2], 16) & 0b11 == 0b10, mac
        assert not mac.startswith("52-54-00"), mac
    assert [machine["private"]["address"] for machine in made["machines"]] == [f"192.168.23.{n}" for n in range(1, 51)]


def test_an_address_of_a_removed_machine_does_not_renumber_the_others(shop_on_file):
    command = shop_on_file.command
    command("machine", "remove", "shop", "web-server")
    (left,) = command.json("env", "show", "shop")["machines"]
    assert (left["name"], left["private"]["address"]) == ("db-server", "192.168.23.2")


def test_the_help_of_every_verb_has_an_example(lab):
    for verb in (
        "serve", "network add", "network set", "network list", "network show", "network remove", "env create",
        "env list", "env show", "env status", "env set", "wait", "env rename", "env delete", "machine add", "machine remove", "clone",
        "snapshot take", "snapshot list", "snapshot delete", "restore", "alias", "whois", "lease list", "lease show",
        "lease release", "hosts", "history", "verify", "conflicts", "zone check", "host add", "host set", "host list", "host show", "host remove",
        "dependency add", "dependency list", "dependency remove", "env vars", "export", "import",
    ):  # fmt: skip
        text = run(lab, *verb.split(), "--help")
        assert f"namesake {verb}" in text.split("USAGE:")[0] + text.split("OPTIONS:")[-1], f"no example:\n{text}"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completion_is_printed(lab, shell):
    assert "namesake" in run(lab, "--generate-completion-script", shell)


def test_a_lease_is_shown_by_address_and_by_mac(served):
    guest = served.boot("shop")["web-server"]
    by_address = json.loads(served.command("lease", "show", guest.address, "--json"))
    by_mac = json.loads(served.command("lease", "show", guest.mac, "--json"))
    assert by_address["address"] == by_mac["address"] == guest.address
    shapes.lease(by_address)
    of_shop = served.command.json("lease", "list", "--env", "shop")
    assert {lease["machine"] for lease in of_shop} == set(article.MACHINES)
