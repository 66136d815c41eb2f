"""Folders in /tmp whose names say which process made them, so that a later run can sweep them."""

import os
import re
import shutil
import tempfile
from pathlib import Path

PREFIX = "nsk"


def folder(label):
    """A new folder with a short path: the registry's socket lies in one, and a socket's path has at most 107 bytes."""
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-{label}-"))


def maker(name):
    """The process id in a name of ours, or nothing."""
    ours = re.match(rf"{PREFIX}(\d+)-", name)
    return int(ours[1]) if ours else None


def is_left_over(name):
    """Made by a run that is no longer alive, or by ours, which sweeps when it ends."""
    pid = maker(name)
    return pid is not None and (pid == os.getpid() or not Path("/proc", str(pid)).exists())


def sweep():
    """Removes what is left over."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        if is_left_over(left.name):
            shutil.rmtree(left, ignore_errors=True)
