"""What a server may still do once it serves: as root, as a user that root has named, and as a user with capabilities."""

import os
import shutil
import signal
import stat
from pathlib import Path

import pytest

from lab import article
from lab.command import Command
from lab.deadline import eventually
from lab.intruder import Intruder

USER, GROUP = "nobody", "nogroup"
NUMBERS = (65534, 65534)
#: Bits of capabilities(7).
CHOWN, DAC_OVERRIDE, FOWNER, SYS_NICE, SYS_RESOURCE = (1 << bit for bit in (0, 1, 3, 23, 24))


def status(folder):
    return dict(line.split(":\t", 1) for line in (folder / "status").read_text().splitlines() if ":\t" in line)


def threads(server):
    """The status of every thread: each has capabilities and filters of its own."""
    return [status(folder) for folder in Path(f"/proc/{server.pid}/task").iterdir()]


def may_raise_limits():
    return int(status(Path("/proc/self"))["CapEff"], 16) & SYS_RESOURCE


def check_confined(server, capabilities=0, kinds=("CapEff", "CapPrm", "CapBnd")):
    # Without the right to raise RLIMIT_NICE, as in some containers, the writer's priority needs the capability.
    capabilities |= 0 if may_raise_limits() else SYS_NICE
    found = threads(server)
    assert len(found) > 3
    for each in found:
        assert each["NoNewPrivs"] == "1" and each["Seccomp"] == "2", each
        for kind in kinds:
            assert int(each[kind], 16) & ~capabilities == 0, f"{kind} {each[kind]} of {each['Name']}"
        assert int(each["CapInh"], 16) == int(each["CapAmb"], 16) == 0, each


def give_to_user(lab):
    shutil.chown(lab.folder, *NUMBERS)
    lab.folder.chmod(0o2770)


@pytest.fixture
def demoted(lab):
    """A lab whose server root starts and another user serves."""
    give_to_user(lab)
    lab.server.words += ["--user", USER, "--group", GROUP]
    return lab


class WithCapabilities:
    """What systemd does with `User=` and `AmbientCapabilities=`, by setpriv."""

    words = (
        *("setpriv", "--reuid", str(NUMBERS[0]), "--regid", str(NUMBERS[1]), "--clear-groups", "--no-new-privs"),
        *("--inh-caps", "-all,+net_bind_service,+net_raw", "--ambient-caps", "-all,+net_bind_service,+net_raw"),
        *("--bounding-set", "-all,+net_bind_service,+net_raw", "--"),
    )


def check_serves(lab):
    """Leases, names, verbs, a zone that changes, and a journal: all that takes files and sockets."""
    lab.found()
    for guest in lab.boot("shop").values():
        assert lab.names.address(guest.alias) == guest.address
    clone = lab.command.json("clone", "shop", "shop-qa1")
    lab.names.check_nodata(clone["machines"][0]["public"]["fqdn"])


def test_root_keeps_only_its_rights_to_files(served):
    check_confined(served.server, CHOWN | DAC_OVERRIDE | FOWNER)
    assert "confined" in served.server.log


def test_a_server_of_root_becomes_the_user_that_is_named(demoted):
    demoted.server.start()
    check_confined(demoted.server)
    for each in threads(demoted.server):
        assert set(each["Uid"].split()) == set(each["Gid"].split()) == {"65534"}, each
        assert each["Groups"].split() in ([], ["65534"])
    check_serves(demoted)


def test_a_user_with_the_two_capabilities_serves_and_gives_them_up(lab):
    give_to_user(lab)
    lab.server.words = [*WithCapabilities.words, *lab.server.words]
    lab.server.start()
    # Only who may change the bounding set can empty it; nothing can be had from it without new privileges.
    check_confined(lab.server, kinds=("CapEff", "CapPrm"))
    check_serves(lab)


@pytest.mark.parametrize("named", [True, False], ids=["as a user", "as root"])
def test_what_somebody_inside_cannot_do(lab, named):
    if named:
        give_to_user(lab)
        lab.server.words += ["--user", USER, "--group", GROUP]
    intruder = Intruder(lab.server, lab.folder)
    lab.server.start()
    came = intruder.attempts()
    # The kernel's words: seccomp says EPERM, Landlock EACCES.
    for what in ("packet-socket", "packet-datagram-socket", "raw-socket", "raw-socket-6", "vsock", "program",
                 "user-namespace", "new-process-namespace", "trace", "io-uring", "bpf"):  # fmt: skip
        assert came[what] == "EPERM", (what, came)
    for what in ("read-passwd", "read-shadow", "list-root", "write-tmp", "low-port"):
        assert came[what] == "EACCES", (what, came)
    assert came["become-root"] == ("EPERM" if named else None)
    assert came["udp-socket"] is None and came["own-folder"] is None
    assert not Path("/tmp/namesake-intruder").exists()
    lab.found()
    lab.names.check_nodata(lab.public("shop")["fqdn"])


def test_zones_are_read_again_by_a_server_that_is_confined(demoted):
    zones = demoted.folder / "Zones"
    zones.mkdir()
    text = "$TTL 60\n@ SOA ns hostmaster 1 3600 900 604800 60\n  NS ns\nns A 192.0.2.1\nwww A {}\n"
    (zones / "example.org.zone").write_text(text.format("192.0.2.80"))
    demoted.server.words += ["--zones", zones]
    demoted.server.start()
    assert demoted.names.address("www.example.org") == "192.0.2.80"
    (zones / "example.org.zone").write_text(text.format("192.0.2.81"))
    os.kill(demoted.server.pid, signal.SIGHUP)
    eventually(lambda: demoted.names.address("www.example.org") == "192.0.2.81", "the new file is read")
    (zones / "example.org.zone").write_text("$INCLUDE /etc/passwd\n" + text.format("192.0.2.82"))
    os.kill(demoted.server.pid, signal.SIGHUP)
    eventually(lambda: "/etc/passwd" in demoted.server.log, "the file outside is named")
    assert demoted.names.address("www.example.org") == "192.0.2.81"


# Files -------------------------------------------------------------------------------------------------------------


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def beside(registry, suffix):
    return registry.with_name(registry.name + suffix)


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077], ids=oct)
def test_the_registry_is_for_its_user_and_group_whatever_the_umask(lab, mask):
    class Masked(Command):
        prefix = ("sh", "-c", f'umask {mask:o}; exec "$0" "$@"')

    Masked(lab.command.registry)(*article.network())
    assert mode(lab.command.registry) == 0o660
    lab.server.start()
    for suffix in ("", "-wal", "-shm", ".lock", ".sock"):
        path = beside(lab.command.registry, suffix)
        # Names are answered a moment before the socket for commands is there.
        eventually(path.exists, f"{path} is there")
        eventually(lambda path=path: mode(path) == 0o660, f"{path} is for its user and group")


class Somebody(Command):
    """A user of this host who is in no group of ours."""

    prefix = ("setpriv", "--reuid", "12345", "--regid", "12345", "--clear-groups", "--")


class Member(Command):
    """One who is in the registry's group."""

    prefix = ("setpriv", "--reuid", "12345", "--regid", "12345", "--groups", "60", "--")


@pytest.mark.parametrize("with_server", [False, True], ids=["without a server", "with a server"])
@pytest.mark.parametrize("folder_mode", [0o2770, 0o2775], ids=["closed folder", "open folder"])
def test_another_user_is_told_whom_to_ask_and_a_member_is_served(lab, with_server, folder_mode):
    os.chown(lab.folder, 0, 60)
    lab.folder.chmod(folder_mode)
    if with_server:
        lab.server.start()
    lab.found()
    for words in (("env", "list"), ("env", "create", "other", "--machine", "web-server")):
        sentence = Somebody(lab.command.registry).refused(*words)
        assert "group games" in sentence and str(lab.command.registry) in sentence, sentence
    member = Member(lab.command.registry)
    assert [each["name"] for each in member.json("env", "list")] == ["shop"]
    member.json("clone", "shop", "shop-qa1")
    assert len(lab.command.json("env", "list")) == 2


# Refusals ----------------------------------------------------------------------------------------------------------


def serve(lab, *more, prefix=()):
    done = lab.server_namespace.run(*prefix, *lab.server.words, *more, cwd=lab.folder)
    assert done.returncode == 1, f"status {done.returncode}\n{done.stdout}{done.stderr}"
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr


def test_a_user_that_does_not_exist_is_named(lab):
    assert "no user nosuchuser" in serve(lab, "--user", "nosuchuser")
    assert "no group nosuchgroup" in serve(lab, "--user", USER, "--group", "nosuchgroup")


def test_only_root_becomes_another_user(lab):
    give_to_user(lab)
    said = serve(lab, "--user", "root", prefix=WithCapabilities.words)
    assert "root" in said and "only root" in said, said


def test_a_user_without_rights_to_the_registrys_folder_does_not_serve(lab):
    said = serve(lab, "--user", USER)
    assert str(lab.command.registry) in said and "permission" in said, said


def test_a_user_without_capabilities_is_told_which_it_lacks(lab):
    give_to_user(lab)
    plain = ("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--")
    said = serve(lab, prefix=plain)
    # 53 may be free for everybody (net.ipv4.ip_unprivileged_port_start); a packet socket never is.
    assert "CAP_NET_RAW" in said, said


def test_the_settings_of_a_user_stand_in_the_configuration(lab):
    give_to_user(lab)
    (lab.folder / "namesake.yaml").write_text(f"user: {USER}\ngroup: {GROUP}\n")
    lab.server.start()
    assert threads(lab.server)[0]["Uid"].split()[0] == "65534"
