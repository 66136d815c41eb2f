"""Network namespaces with unique names, and the sweep of those that an interrupted run left behind."""

import contextlib
import ctypes
import itertools
import os
import shutil
import signal
import subprocess
from pathlib import Path

from . import scratch

CLONE_NEWNET = 0x40000000

_libc = ctypes.CDLL(None, use_errno=True)
_numbers = itertools.count(1)


def ip(*words):
    """Runs iproute2's `ip`, and fails with its own words."""
    done = subprocess.run(["ip", *map(str, words)], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"ip {' '.join(map(str, words))}: {done.stderr.strip()}")
    return done.stdout


class Namespace:
    """One network namespace, with its own `/etc/hosts` and `/etc/resolv.conf`."""

    def __init__(self, label):
        self.name = f"{scratch.PREFIX}{os.getpid()}-{next(_numbers)}-{label}"
        self.etc = Path("/etc/netns", self.name)
        self.etc.mkdir(parents=True)
        (self.etc / "hosts").write_text("127.0.0.1\tlocalhost\n")
        (self.etc / "resolv.conf").write_text("")
        ip("netns", "add", self.name)
        ip("-n", self.name, "link", "set", "lo", "up")

    def ip(self, *words):
        return ip("-n", self.name, *words)

    def run(self, *words, **options):
        """Runs a program inside to its end; its output is text."""
        words = ["ip", "netns", "exec", self.name, *map(str, words)]
        return subprocess.run(words, capture_output=True, text=True, timeout=60, **options)

    @contextlib.contextmanager
    def entered(self):
        """The calling thread is inside; sockets it makes there stay there."""
        with open("/proc/thread-self/ns/net") as home, open(f"/run/netns/{self.name}") as inside:
            _set_namespace(inside)
            try:
                yield
            finally:
                _set_namespace(home)

    def kill_processes(self):
        kill_processes(self.name)

    def close(self):
        remove(self.name)


def kill_processes(name):
    """Kills what runs in a namespace of ours: only programs that the tests started live there."""
    listed = subprocess.run(["ip", "netns", "pids", name], capture_output=True, text=True)
    for pid in map(int, listed.stdout.split()):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def remove(name):
    """Removes a namespace of ours and what runs in it."""
    kill_processes(name)
    subprocess.run(["ip", "netns", "delete", name], capture_output=True)
    shutil.rmtree(Path("/etc/netns", name), ignore_errors=True)


def sweep():
    """Removes what is left over: of a run that was killed, or of ours when it ends."""
    made = {Path(folder, name).name for folder in ("/run/netns", "/etc/netns") for name in _names(folder)}
    for name in made:
        if scratch.is_left_over(name):
            remove(name)


def _names(folder):
    return os.listdir(folder) if os.path.isdir(folder) else []


def _set_namespace(file):
    if _libc.setns(file.fileno(), CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns")
