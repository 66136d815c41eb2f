"""The bare echo: what receiving and sending costs when nothing is done between."""

import shutil
import subprocess
from pathlib import Path

from ..process import Running

SOURCE = Path(__file__).parents[1] / "echo.c"


def run(core, port, folder):
    program = folder / "echo"
    if not program.exists():
        compiler = shutil.which("clang") or shutil.which("cc")
        subprocess.run([compiler, "-O2", "-o", program, SOURCE], check=True)
    return Running([program, port], core, folder / "echo.log")
