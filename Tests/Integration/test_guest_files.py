"""Files for guests, read by the programs that they are for (R41-R54, R87, R90)."""

import json
import re
import subprocess

import pytest
import tree_sitter
import tree_sitter_powershell

from lab import article
from lab.guest_root import tree
from lab.tools import unpacked

#: The article's example of a hosts line (R44), with the short name.
DB_SERVER = "192.168.23.2    db-server.lab.contoso.com db-server"

#: An environment whose machines ask a domain controller, and one whose controller's domain is not known.
MEMBER = ("env", "create", "forest", "--machine", "web-server:web", "--domain-controller", "dc1")


def written(lab, *words):
    """The folder that `namesake guest` writes."""
    folder = lab.folder / "-".join(words).replace("--", "")
    lab.command("guest", *words, "--out", folder)
    return folder


@pytest.fixture
def files(shop_on_file):
    return written(shop_on_file, "shop", "web-server")


@pytest.fixture(params=["shop", "forest", "controller"])
def any_files(request, shop_on_file):
    """A machine of the article's, one beside a domain controller, and the controller."""
    shop_on_file.command(*MEMBER)
    words = {"shop": ("shop", "web-server"), "forest": ("forest", "web-server"), "controller": ("forest", "dc1")}
    return written(shop_on_file, *words[request.param])


def test_the_hosts_block_has_the_article_s_line_as_hosts_prints_it(shop_on_file, files):
    assert shop_on_file.command("hosts", "shop", "web-server") == DB_SERVER + "\n"
    lines = (files / "hosts").read_text().splitlines()
    assert lines[1:-1] == [DB_SERVER]
    assert lines[0].startswith("# BEGIN namesake") and lines[-1].startswith("# END namesake")


def test_the_files_of_a_clone_are_the_original_s_to_the_octet(shop_on_file):
    shop_on_file.command("clone", "shop", "shop-qa1")
    for machine in article.MACHINES:
        original, clone = (written(shop_on_file, environment, machine) for environment in ("shop", "shop-qa1"))
        assert tree(original) == tree(clone)


def test_json_lists_the_files(shop_on_file):
    folder = shop_on_file.folder / "files"
    listed = json.loads(shop_on_file.command("guest", "shop", "web-server", "--out", folder, "--json"))
    assert (listed["environment"], listed["machine"], listed["folder"]) == ("shop", "web-server", str(folder))
    assert {file["name"] for file in listed["files"]} == {name for name, what in tree(folder).items() if what[3] is not None}


def test_a_folder_of_ours_is_replaced_and_another_s_is_not(shop_on_file, files):
    before = tree(files)
    shop_on_file.command("guest", "shop", "db-server", "--out", files)
    assert tree(files) != before
    shop_on_file.command("guest", "shop", "web-server", "--out", f"{files}/")
    assert tree(files) == before
    (files / "notes").write_text("mine")
    sentence = shop_on_file.command.refused("guest", "shop", "db-server", "--out", files)
    assert "notes" in sentence and "--force" in sentence
    assert tree(files) == before | {"notes": tree(files)["notes"]}
    shop_on_file.command("guest", "shop", "db-server", "--out", files, "--force")
    assert (files / "notes").read_text() == "mine"
    assert "db-server" in json.loads((files / "desired-state.json").read_text())["machine"]
    assert [path.name for path in files.parent.iterdir() if ".new-" in path.name] == []


@pytest.mark.parametrize("name", ["hosts", "desired-state.json", "windows/namesake.ps1"])
def test_a_file_of_a_name_like_ours_does_not_make_a_folder_ours(shop_on_file, name):
    folder = shop_on_file.folder / "somebody's"
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_text("mine")
    before = tree(folder)
    assert "--force" in shop_on_file.command.refused("guest", "shop", "web-server", "--out", folder)
    assert tree(folder) == before


def test_what_is_of_another_machine_only_goes_when_the_folder_is_replaced(shop_on_file):
    shop_on_file.command(*MEMBER)
    folder = written(shop_on_file, "forest", "web-server")
    assert (folder / "systemd-networkd/20-namesake-public.network").exists()
    shop_on_file.command("guest", "forest", "dc1", "--out", folder)
    assert [name for name in tree(folder) if "public" in name] == []


def test_a_domain_controller_has_no_public_part(shop_on_file):
    shop_on_file.command(*MEMBER)
    folder = written(shop_on_file, "forest", "dc1")
    assert [name for name in tree(folder) if "public" in name] == []
    assert json.loads((folder / "desired-state.json").read_text())["public"] is None
    assert "public" not in (folder / "cloud-init/network-config").read_text()


def test_the_siblings_of_a_domain_controller_ask_it_in_every_format(shop_on_file):
    shop_on_file.command(*MEMBER)
    controller = shop_on_file.command.json("env", "show", "forest")["machines"][1]["private"]["address"]
    folder = written(shop_on_file, "forest", "web-server")
    for name, line in {
        "systemd-networkd/10-namesake-private.network": f"DNS={controller}",
        "NetworkManager/namesake-private.nmconnection": f"dns={controller};",
        "cloud-init/network-config": f"      addresses: [{controller}]",
        "windows/namesake.ps1": f"$nameServers = @('{controller}')",
    }.items():
        assert line in (folder / name).read_text().splitlines()


def test_cloud_init_finds_its_files_right(any_files):
    """By its own schema; the packages that it needs are installed, it is not."""
    folder = unpacked("cloud-init") / "usr/lib/python3/dist-packages"

    def cloud_init(*words):
        return subprocess.run(
            ["/usr/bin/python3", "-m", "cloudinit.cmd.main", *map(str, words)],
            capture_output=True, text=True, env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
        )  # fmt: skip

    done = cloud_init("schema", "--config-file", any_files / "cloud-init/user-data")
    assert (done.returncode, done.stdout.split(":")[0]) == (0, "Valid cloud-config"), done.stdout + done.stderr
    made = any_files.parent / "netplan"
    done = cloud_init(
        "devel", "net-convert", "--network-data", any_files / "cloud-init/network-config", "--kind", "yaml",
        "--directory", made, "--distro", "debian", "--output-kind", "netplan",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    check_netplan(made, any_files)


def check_netplan(root, files):
    """netplan makes of it what our own units say: the private interface by its MAC and first, then the public one."""
    library = unpacked("libnetplan0") / "usr/lib/x86_64-linux-gnu"
    (generator,) = unpacked("netplan.io").glob("**/netplan/generate")
    done = subprocess.run(
        [generator, "--root-dir", root], capture_output=True, text=True, env={"LD_LIBRARY_PATH": str(library)}
    )
    assert done.returncode == 0, done.stderr
    units = {path.name: path.read_text() for path in (root / "run/systemd/network").iterdir()}
    ours = (files / "systemd-networkd/10-namesake-private.network").read_text()
    for line in ours.splitlines():
        if line.startswith(("Address=", "DNS=")):
            assert line in units["10-netplan-private.network"].splitlines()
    assert re.search(r"^MACAddress=(\S+)$", ours, re.M)[1] in units["10-netplan-private.network"]
    public = units.get("10-netplan-public.network")
    assert (public is not None) == (files / "systemd-networkd/20-namesake-public.network").exists()
    if public:
        for line in ("DHCP=ipv4", "ClientIdentifier=mac", "SendHostname=false", "UseHostname=false", "UseDomains=false"):
            assert line in public.splitlines()


def test_networkmanager_reads_every_line_of_its_profiles(any_files):
    """`nmcli --offline` prints a profile as it has understood it: nothing of ours may be missing."""
    library = unpacked("libnm0") / "usr/lib/x86_64-linux-gnu"
    (nmcli,) = unpacked("network-manager").glob("usr/bin/nmcli")
    for profile in sorted((any_files / "NetworkManager").iterdir()):
        assert profile.stat().st_mode & 0o777 == 0o600
        done = subprocess.run(
            [nmcli, "--offline", "connection", "modify", "connection.id", profile.stem],
            input=profile.read_text(), capture_output=True, text=True, env={"LD_LIBRARY_PATH": str(library)},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert settings(profile.read_text()) - settings(done.stdout) == set()


def settings(text):
    """A key file as triples of section, key and value."""
    found, section = set(), None
    for line in text.splitlines():
        if line.startswith("["):
            section = line
        elif "=" in line and not line.startswith("#"):
            found.add((section, *line.split("=", 1)))
    return found


def test_the_script_for_windows_is_powershell(any_files):
    """By a grammar; there is no PowerShell here that could run it."""
    script = (any_files / "windows/namesake.ps1").read_bytes()
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_powershell.language()))
    assert not broken(parser.parse(script))
    assert broken(parser.parse(script + b"if ($true) {")), "the grammar notices what is wrong"


def broken(parsed):
    return parsed.root_node.has_error


@pytest.mark.parametrize("name", ["", "a b", "en*;", "sixteen-letters-"])
def test_a_name_that_no_interface_has_is_wrong_usage(shop_on_file, name):
    shop_on_file.command.refused(
        "guest", "shop", "web-server", "--out", shop_on_file.folder / "x", "--public-interface", name, status=64
    )
    assert not (shop_on_file.folder / "x").exists()
