"""The guests' agent on a guest's files: what it changes, and that nothing is left of it.

With `DEBIAN_ROOT` (`make guest-root`) the same on a bare Debian that debootstrap made.
"""

import json
import os
import shutil
import subprocess

import pytest

from lab.guest_root import HOSTS, GuestRoot, tree
from lab.tools import agent

DB_SERVER = b"192.168.23.2    db-server.lab.contoso.com db-server"

PRIVATE = "etc/systemd/network/10-namesake-private.network"
PUBLIC = "etc/systemd/network/20-namesake-public.network"
PROFILES = "etc/NetworkManager/system-connections"

#: The article's web-server, as the documentation of the file shows it.
STATE = {
    "format": 1,
    "machine": "web-server",
    "domain": "lab.contoso.com",
    "private": {"mac": "02-5B-0F-11-22-33", "address": "192.168.23.1/24"},
    "public": {"interfaces": ["en*", "eth*"]},
    "hosts": [{"address": "192.168.23.2", "names": ["db-server.lab.contoso.com", "db-server"]}],
    "directory": None,
}


@pytest.fixture
def make_root(request):
    def make(*words):
        root = GuestRoot(*words)
        request.addfinalizer(root.close)
        return root

    return make


@pytest.fixture
def root(make_root):
    return make_root()


@pytest.fixture
def state(tmp_path):
    """Writes a file of desired state, with something changed."""

    def write(**changes):
        path = tmp_path / "desired-state.json"
        path.write_text(json.dumps(STATE | changes, indent=1))
        return path

    return write


def test_apply_writes_the_article_s_line_and_both_units_and_undo_leaves_no_trace(root, state):
    before = root.contents()
    printed = root("apply", "--state", state())
    for path in ("etc/hosts", PRIVATE, PUBLIC):
        assert f"/{path}" in printed
    hosts = root.read("etc/hosts")
    assert hosts.startswith(HOSTS)
    assert DB_SERVER in hosts.splitlines()
    assert b"MACAddress=02:5b:0f:11:22:33\n" in root.read(PRIVATE)
    assert b"Name=en* eth*\n" in root.read(PUBLIC)
    assert root("check", "--state", state()) == "everything is as the state says\n"
    root("undo")
    assert root.contents() == before
    assert root("undo") == "nothing to undo\n"
    assert root.contents() == before


def test_what_is_right_already_is_not_touched(root, state):
    root("apply", "--state", state())
    before = root.contents(), (root.path / "etc/hosts").stat().st_ino
    assert root("apply", "--state", state()).startswith("nothing to change")
    assert (root.contents(), (root.path / "etc/hosts").stat().st_ino) == before


def test_check_says_what_differs_and_changes_nothing(root, state):
    before = root.contents()
    done = root.outcome("check", "--state", state())
    assert done.returncode == 1
    assert done.stdout.splitlines() == ["different /etc/hosts", f"missing /{PRIVATE}", f"missing /{PUBLIC}"]
    assert root.contents() == before
    root("apply", "--state", state())
    (root.path / PUBLIC).write_text("[Match]\nName=*\n")
    done = root.outcome("check", "--state", state(), "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["changes"] == [{"path": f"/{PUBLIC}", "change": "different"}]


def test_the_hosts_file_keeps_its_mode_its_owner_and_its_attributes(root, state):
    path = root.path / "etc/hosts"
    path.chmod(0o640)
    os.chown(path, 12, 34)
    os.setxattr(path, "trusted.lab", b"kept")
    before = root.contents()
    for verb in (("apply", "--state", state()), ("undo",)):
        root(*verb)
        status = path.stat()
        assert (status.st_mode & 0o7777, status.st_uid, status.st_gid) == (0o640, 12, 34)
        assert os.getxattr(path, "trusted.lab") == b"kept"
    assert root.contents() == before


def test_what_is_written_beside_the_block_stays_when_the_block_goes(root, state):
    root("apply", "--state", state())
    path = root.path / "etc/hosts"
    path.write_bytes(b"10.0.0.1 first\n" + path.read_bytes() + b"10.0.0.2 last\n")
    root("apply", "--state", state(hosts=[{"address": "192.168.23.9", "names": ["cache-server"]}]))
    assert b"192.168.23.9    cache-server" in path.read_bytes().splitlines()
    assert DB_SERVER not in path.read_bytes()
    root("undo")
    assert path.read_bytes() == b"10.0.0.1 first\n" + HOSTS + b"\n10.0.0.2 last\n"


def test_files_and_folders_that_were_not_there_are_gone_again(root, state):
    (root.path / "etc/hosts").unlink()
    shutil.rmtree(root.path / "etc/systemd/network")
    shutil.rmtree(root.path / "var")
    before = root.contents()
    root("apply", "--state", state())
    assert DB_SERVER in root.read("etc/hosts").splitlines()
    root("undo")
    assert root.contents() == before


def test_a_file_that_was_there_under_our_name_comes_back(root, state):
    path = root.path / PUBLIC
    path.write_text("somebody's own\n")
    path.chmod(0o600)
    os.chown(path, 12, 34)
    before = root.contents()
    root("apply", "--state", state())
    root("apply", "--state", state(public={"interfaces": ["ens4"]}))
    assert b"Name=ens4\n" in path.read_bytes()
    root("undo")
    assert root.contents() == before


def test_a_file_that_somebody_has_changed_since_is_not_lost_unasked(root, state):
    before = root.contents()
    root("apply", "--state", state())
    (root.path / PUBLIC).write_text("changed\n")
    applied = root.contents()
    sentence = root.refused("undo")
    assert f"{root.path}/{PUBLIC}" in sentence and "--force" in sentence
    assert root.contents() == applied
    root("undo", "--force")
    assert root.contents() == before


def test_a_machine_that_becomes_a_domain_controller_loses_its_public_unit(root, state):
    before = root.contents()
    root("apply", "--state", state())
    printed = root("apply", "--state", state(public=None))
    assert f"removed /{PUBLIC}" in printed.splitlines()
    assert not (root.path / PUBLIC).exists()
    root("undo")
    assert root.contents() == before


@pytest.mark.parametrize(
    ("programs", "options", "there"),
    [
        ("systemd-networkd", [], PRIVATE),
        ("NetworkManager", [], f"{PROFILES}/namesake-private.nmconnection"),
        ("NetworkManager systemd-networkd", ["--network", "networkd"], PRIVATE),
        ("systemd-networkd", ["--network", "networkmanager"], f"{PROFILES}/namesake-private.nmconnection"),
        ("systemd-networkd", ["--network", "none"], None),
        ("", [], None),
    ],
)
def test_the_files_are_for_the_manager_that_is_there(make_root, state, programs, options, there):
    root = make_root(programs)
    before = root.contents()
    printed = root("apply", "--state", state(), *options)
    made = {path for path in tree(root.path) if path.endswith((".network", ".nmconnection"))}
    assert (there in made) == bool(there) and len(made) == (2 if there else 0)
    assert ("neither" in printed) == (programs == "")
    for path in made:
        assert (root.path / path).stat().st_mode & 0o777 == (0o600 if path.endswith(".nmconnection") else 0o644)
    root("undo")
    assert root.contents() == before


def test_of_two_managers_the_one_that_is_enabled_counts(make_root, state):
    root = make_root("NetworkManager systemd-networkd")
    (root.path / "etc/systemd/system/multi-user.target.wants/NetworkManager.service").unlink()
    root("apply", "--state", state())
    assert (root.path / PRIVATE).exists()


#: What is wrong with the file, its line, and what the sentence must say.
MISTAKES = {
    "no JSON": ("{\n \"format\": 1,\n]", 3, ["a key in quotation marks"]),
    "the end is missing": (json.dumps(STATE, indent=1)[:-2], 24, ["ends in the middle"]),
    "of another version": (json.dumps(STATE | {"format": 2}, indent=1), 2, ["format", "2"]),
    "an address that is none": (
        json.dumps(STATE | {"private": {"mac": "02-5B-0F-11-22-33", "address": "192.168.23.300/24"}}, indent=1),
        7,
        ["address", "192.168.23.300/24"],
    ),
    "a key that nobody knows": (json.dumps(STATE | {"gateway": "192.168.23.254"}, indent=1), 25, ["gateway"]),
    "a name that would be two lines": (
        json.dumps(STATE | {"hosts": [{"address": "192.168.23.2", "names": ["a\n10.0.0.1 b"]}]}, indent=1),
        19,
        ["names"],
    ),
    "a pattern that would be a section": (
        json.dumps(STATE | {"public": {"interfaces": ["e*]\n[Network"]}}, indent=1), 11, ["interfaces"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MISTAKES)
def test_a_bad_state_file_is_one_sentence_with_file_and_line(root, tmp_path, case):
    text, line, fragments = MISTAKES[case]
    path = tmp_path / "bad.json"
    path.write_text(text)
    before = root.contents()
    for verb in ("apply", "check"):
        sentence = root.refused(verb, "--state", path)
        assert f"{path}, line {line}: " in sentence
        assert [fragment for fragment in fragments if fragment not in sentence] == [], sentence
    assert root.contents() == before


@pytest.mark.parametrize(
    "words",
    [(), ("obey",), ("apply",), ("apply", "--state"), ("undo", "--state", "x"), ("check", "--state", "x", "--force"),
     ("apply", "--state", "x", "--network", "ifupdown")],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage(root, words):
    assert "--help" in root.refused(*words, status=64, root=False)


def test_half_a_block_is_refused_with_its_line_and_nothing_is_changed(root, state):
    (root.path / "etc/hosts").write_text("127.0.0.1 localhost\n# BEGIN namesake\n")
    before = root.contents()
    assert "etc/hosts, line 2: " in root.refused("apply", "--state", state())
    assert root.contents() == before


def test_a_link_in_the_root_leads_nowhere(root, state, tmp_path):
    shutil.rmtree(root.path / "etc/systemd/network")
    (root.path / "etc/systemd/network").symlink_to(tmp_path)
    before = root.contents(), sorted(tmp_path.iterdir())
    assert "symbolic link" in root.refused("apply", "--state", state())
    assert root.contents() == before[0]
    (root.path / "etc/systemd/network").unlink()
    (root.path / "etc/hosts").unlink()
    (root.path / "etc/hosts").symlink_to(tmp_path / "desired-state.json")
    text = (tmp_path / "desired-state.json").read_bytes()
    assert "symbolic link" in root.refused("apply", "--state", state())
    assert (tmp_path / "desired-state.json").read_bytes() == text


def test_two_agents_do_not_work_at_once(root, state):
    root("apply", "--state", state())
    folder = root.path / "var/lib/namesake-agent"
    with subprocess.Popen(["flock", folder, "sh", "-c", "echo held; cat"], stdin=-1, stdout=-1) as holder:
        holder.stdout.readline()
        assert "at work" in root.refused("undo")
        holder.stdin.close()
    root("undo")


#: System calls by which something changes; a kill before each of them leaves each state there can be.
CHANGES = ("openat", "write", "fsync", "rename", "unlink", "mkdir", "rmdir", "fchmod", "flock")


@pytest.mark.parametrize("verb", ["apply", "apply again", "undo"])
def test_killed_at_any_step_every_file_is_whole_and_undo_still_leaves_no_trace(make_root, state, tmp_path, verb):
    model = make_root()
    (model.path / PUBLIC).write_text("somebody's own\n")
    (model.path / "etc/hosts").chmod(0o640)
    shutil.rmtree(model.path / "var/lib")
    clean = model.contents()
    wanted = state()
    if verb != "apply":
        other = tmp_path / "other.json"
        hosts = [{"address": "192.168.23.9", "names": ["cache-server"]}]
        other.write_text(json.dumps(STATE | {"public": {"interfaces": ["ens4"]}, "hosts": hosts}))
        model("apply", "--state", other)
    template = tmp_path / "template"
    shutil.copytree(model.path, template, symlinks=True)
    begun = model.contents()
    words = ("undo",) if verb == "undo" else ("apply", "--state", wanted)
    model(*words)
    done = model.contents()

    killed = {}
    for call in CHANGES:
        for step in range(1, 100):
            shutil.rmtree(model.path)
            shutil.copytree(template, model.path, symlinks=True)
            prefix = ["strace", "-qq", "-o", "/dev/null", "-e", f"inject={call}:signal=KILL:when={step}"]
            outcome = model.outcome(*words, prefix=prefix)
            if outcome.returncode == 0:
                break
            assert outcome.returncode == -9, outcome
            killed[call] = step
            now = model.contents()
            for path in ("etc/hosts", PRIVATE, PUBLIC):
                assert now.get(path) in (begun.get(path), done.get(path)), f"{call} {step}: {path}"
            if verb != "undo" and step % 2:
                model("apply", "--state", wanted)
                assert model("check", "--state", wanted)
            model("undo")
            left = model.contents()
            # A folder for the journal that was made before the journal: it knows of all others.
            assert {path: left[path] for path in left if path in clean or path != "var/lib"} == clean, f"{call} {step}"
        else:
            raise AssertionError(f"{call} has no end")
    assert killed["rename"] >= (1 if verb == "undo" else 4) and sum(killed.values()) > 20, killed


def in_guest(root, script):
    """Runs a script with the root's /etc and /var/lib in the place of ours, for that script alone."""
    binds = "; ".join(f'mount --bind "$0/{folder}" /{folder}' for folder in ("etc", "var/lib"))
    return subprocess.run(
        ["unshare", "-m", "sh", "-ec", f"{binds}; {script}", root.path, agent()],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def test_the_guest_itself_finds_its_neighbour_and_forgets_it_again(root, state):
    """Without --root: in a mount namespace whose /etc is the guest's."""
    before = root.contents()
    (root.path / "etc/state.json").write_text(state().read_text())
    done = in_guest(root, '"$1" apply --state /etc/state.json --no-restart; getent hosts db-server.lab.contoso.com db-server')
    assert done.returncode == 0, done.stderr
    answers = done.stdout.splitlines()[-2:]
    assert [answer.split()[:2] for answer in answers] == [["192.168.23.2", "db-server.lab.contoso.com"]] * 2
    done = in_guest(root, '"$1" undo --no-restart; rm /etc/state.json; ! getent hosts db-server.lab.contoso.com')
    assert done.returncode == 0, done.stderr
    assert root.contents() == before


#: Programs that write down how they are called; `is-active` says what runs.
FAKES = """
mkdir /etc/fakes
for name in systemctl networkctl nmcli; do
    printf '#!/bin/sh\\necho %s "$@" >>/etc/calls\\n[ "$1" != is-active ] || [ "$3" = "{running}.service" ]\\n' $name >/etc/fakes/$name
done
chmod +x /etc/fakes/*
mount --bind /etc/fakes/systemctl /usr/bin/systemctl
mount --bind /etc/fakes/networkctl /usr/bin/networkctl
mount --bind /etc/fakes /usr/sbin
: >/etc/calls
"""


@pytest.mark.parametrize(
    ("manager", "running", "told"),
    [
        ("systemd-networkd", "systemd-networkd", ["networkctl reload"]),
        ("systemd-networkd", "nothing", []),
        (
            "NetworkManager",
            "NetworkManager",
            ["nmcli connection reload", "nmcli connection up id namesake-private",
             "nmcli connection up id namesake-public"],
        ),
    ],
)  # fmt: skip
def test_the_manager_is_told_of_what_changed_and_of_nothing_else(make_root, state, manager, running, told):
    root = make_root(manager)
    (root.path / "etc/state.json").write_text(state().read_text())
    # Which manager there is, is seen by its program, and the programs are this machine's.
    choice = "--network networkmanager" if manager == "NetworkManager" else "--network networkd"
    script = FAKES.replace("{running}", running) + f"""
        "$1" apply --state /etc/state.json {choice} >/dev/null
        echo again >>/etc/calls
        "$1" apply --state /etc/state.json {choice} >/dev/null
        sed -i s/db-server/data-server/g /etc/state.json
        "$1" apply --state /etc/state.json {choice} >/dev/null
        cat /etc/calls
    """
    done = in_guest(root, script)
    assert done.returncode == 0, done.stderr
    first, after = done.stdout.split("again\n")
    assert [line for line in first.splitlines() if not line.startswith("systemctl is-active")] == told
    assert after == "", "neither an apply that changes nothing nor one of the hosts file tells anybody"


def test_a_manager_that_could_not_be_told_is_told_by_the_next_apply(root, state):
    (root.path / "etc/state.json").write_text(state().read_text())
    script = FAKES.replace("{running}", "systemd-networkd") + """
        printf '#!/bin/sh\\nexit 3\\n' >/etc/fakes/networkctl
        "$1" apply --state /etc/state.json --network networkd && exit 9
        printf '#!/bin/sh\\necho reloaded >>/etc/calls\\n' >/etc/fakes/networkctl
        "$1" apply --state /etc/state.json --network networkd
        cat /etc/calls
    """
    done = in_guest(root, script)
    assert done.returncode == 0, done.stderr
    assert "`networkctl reload` failed with status 3" in done.stderr
    assert done.stdout.splitlines()[-1] == "reloaded"


@pytest.mark.skipif("DEBIAN_ROOT" not in os.environ, reason="make guest-root")
def test_a_bare_debian_obeys_and_forgets(state):
    root = os.environ["DEBIAN_ROOT"]

    def run(*words):
        return subprocess.run([agent(), *words, "--root", root], check=True, capture_output=True, text=True).stdout

    def resolved():
        done = subprocess.run(
            ["chroot", root, "getent", "hosts", "db-server.lab.contoso.com"], capture_output=True, text=True
        )
        return done.stdout.split()

    before = tree(f"{root}/etc"), tree(f"{root}/var/lib")
    assert resolved() == []
    assert "/etc/hosts" in run("apply", "--state", state())
    with open(f"{root}/etc/hosts", "rb") as file:
        assert DB_SERVER in file.read().splitlines()
    assert resolved() == ["192.168.23.2", "db-server.lab.contoso.com", "db-server"]
    run("check", "--state", state())
    run("undo")
    assert resolved() == []
    assert (tree(f"{root}/etc"), tree(f"{root}/var/lib")) == before
