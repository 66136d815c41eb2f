"""The bare echo: what receiving and sending costs when nothing is done between."""

import shutil
import subprocess
from pathlib import Path

from ..process import Running

SOURCES = Path(__file__).parents[1]


def run(core, port, folder):
    return Running([_program("echo", folder), port], core, folder / "echo.log")


def leases(core, wire, folder, lab):
    words = ["ip", "netns", "exec", wire.server, _program("lease_echo", folder)]
    return Running([*words, wire.server_address, lab.range.split("-")[0]], core, folder / "echo.log")


def _program(name, folder):
    program = folder / name
    if not program.exists():
        compiler = shutil.which("clang") or shutil.which("cc")
        subprocess.run([compiler, "-O2", "-o", program, SOURCES / f"{name}.c"], check=True)
    return program
