"""Processes that die at a step that the test chooses."""

import mmap
import shutil
import struct
import subprocess
from pathlib import Path

SOURCE = Path(__file__).with_name("die_at.c")
PLAN = struct.Struct("=qq")
NEVER = -1


class DeathPlan:
    """Which step of a process is its last; its environment variables make a process follow the plan."""

    def __init__(self, folder):
        library, plan = folder / "die_at.so", folder / "die_at"
        compiler = shutil.which("clang") or shutil.which("cc")
        assert compiler, "there is no C compiler: neither clang, which the Swift toolchain brings, nor cc"
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, SOURCE], check=True)
        plan.write_bytes(PLAN.pack(0, NEVER))
        with plan.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), PLAN.size)
        self.environment = {"LD_PRELOAD": str(library), "DIE_AT": str(plan)}

    @property
    def prefix(self):
        """What starts a program that follows the plan."""
        return ("env", *(f"{name}={value}" for name, value in self.environment.items()))

    @property
    def taken(self):
        """How many steps were taken since the plan was made."""
        return PLAN.unpack(self._map[:])[0]

    def make(self, last=NEVER):
        """From now on: so many steps, then the end."""
        self._map[:] = PLAN.pack(0, last)
