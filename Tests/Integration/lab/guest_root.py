"""The root of a guest's files, and the agent at work on it."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

from . import scratch
from .tools import agent

#: A hosts file as an installer leaves it, with what a person wrote: tabs, a comment, no line break at the end.
HOSTS = b"127.0.0.1\tlocalhost\n127.0.1.1\tweb-server\n\n# the printer\n10.0.0.9 printer"


class GuestRoot:
    """A small tree that looks like a guest's: enough for the agent to find its way."""

    def __init__(self, manager="systemd-networkd"):
        self.path = scratch.folder("root")
        for folder in ("etc/systemd/system/multi-user.target.wants", "etc/systemd/network", "usr/lib/systemd", "var/lib"):
            (self.path / folder).mkdir(parents=True)
        (self.path / "etc/hosts").write_bytes(HOSTS)
        (self.path / "etc/nsswitch.conf").write_text("hosts: files\n")
        program = {"systemd-networkd": "usr/lib/systemd/systemd-networkd", "NetworkManager": "usr/sbin/NetworkManager"}
        for name in manager.split():
            place = self.path / program[name]
            place.parent.mkdir(parents=True, exist_ok=True)
            place.touch()
            wants = self.path / f"etc/systemd/system/multi-user.target.wants/{name}.service"
            wants.symlink_to(f"/lib/systemd/system/{name}.service")

    def outcome(self, *words, prefix=(), root=True):
        """Runs the agent, whatever comes of it."""
        where = ["--root", self.path] if root else []
        return subprocess.run(
            [*map(str, prefix), agent(), *map(str, words), *map(str, where)],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
        )  # fmt: skip

    def __call__(self, *words, **options):
        """Runs an agent that is done; returns what it prints."""
        done = self.outcome(*words, **options)
        assert done.returncode == 0, f"{words}: status {done.returncode}\n{done.stdout}{done.stderr}"
        assert done.stderr == ""
        return done.stdout

    def refused(self, *words, status=1, **options):
        """Runs an agent that refuses; returns its one sentence."""
        done = self.outcome(*words, **options)
        assert done.returncode == status, f"{words}: status {done.returncode}\n{done.stdout}{done.stderr}"
        assert done.stdout == ""
        (sentence,) = done.stderr.splitlines()
        return sentence

    def read(self, path):
        return (self.path / path).read_bytes()

    def contents(self):
        """Everything in the tree: by path its kind, mode, owner and octets."""
        return tree(self.path)

    def close(self):
        shutil.rmtree(self.path, ignore_errors=True)


def tree(root):
    """What is below a folder, without times."""
    found = {}
    for folder, folders, files in os.walk(root):
        for name in folders + files:
            path = Path(folder, name)
            status = path.lstat()
            what = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else None
            found[str(path.relative_to(root))] = (stat.filemode(status.st_mode), status.st_uid, status.st_gid, what)
    return found
