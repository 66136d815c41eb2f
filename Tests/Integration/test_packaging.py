"""The unit and the manual, as far as they can be tried without installing the package; `make deb-test` installs it."""

import re
import shutil
import subprocess
from pathlib import Path

from lab.tools import REPOSITORY, namesake

UNIT = REPOSITORY / "Packaging/namesake.service"
#: Of 10, in tenths.
HIGHEST_EXPOSURE = 20


def systemd_analyze():
    if found := shutil.which("systemd-analyze"):
        return found
    # Installing systemd would change how this machine works.
    done = subprocess.run([REPOSITORY / "scripts/unpacked-package", "systemd"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip()) / "usr/bin/systemd-analyze"


def test_the_unit_exposes_little():
    words = [systemd_analyze(), "security", "--offline=true", "--no-pager", f"--threshold={HIGHEST_EXPOSURE}", UNIT]
    done = subprocess.run(words, capture_output=True, text=True)
    assert "Unknown" not in done.stderr, done.stderr
    assert done.returncode == 0, done.stdout + done.stderr
    figure = re.search(r"Overall exposure level for namesake.service: ([\d.]+)", done.stdout)[1]
    assert f"rates the unit {figure} " in (REPOSITORY / "docs/operations.md").read_text()


def test_every_command_has_a_manual_page(tmp_path):
    subprocess.run([REPOSITORY / "scripts/man", namesake(), "1.2.3", "2026-11-22", tmp_path], check=True)
    pages = {page.name: page.read_text() for page in tmp_path.iterdir()}
    assert {"namesake.1", "namesake-serve.1", "namesake-network-add.1", "namesake-backup.1"} <= set(pages)
    listed = re.findall(r"\\fB(namesake[^ ]*)\\fR\(1\)", "".join(pages.values()))
    assert {name.replace("\\-", "-") + ".1" for name in listed} == set(pages)
    add = pages["namesake-network-add.1"]
    assert "\\fB\\-\\-mac\\-pool\\fR \\fIfirst..last\\fR" in add and "1.2.3" in add
