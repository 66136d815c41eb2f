"""The programs the tests run. One that is missing is a failure that says which package has it."""

import os
import shutil
import subprocess
from pathlib import Path

#: Program and the Debian package that has it.
NEEDED = {
    "ip": "iproute2",
    "setpriv": "util-linux",
    "udhcpc": "udhcpc",
    "dhclient": "isc-dhcp-client",
    "dhcpcd": "dhcpcd-base",
    "dig": "bind9-dnsutils",
    "kdig": "knot-dnsutils",
    "dnsperf": "dnsperf",
    "curl": "curl",
    "unbound": "unbound",
    "named": "bind9",
    "dnsmasq": "dnsmasq",
    "dhcrelay": "isc-dhcp-relay",
    "dhcpstarv": "dhcpstarv",
    "dhcpig": "dhcpig",
    "ssh": "openssh-client",
    "ansible-inventory": "ansible-core",
    "promtool": "prometheus",
    "strace": "strace",
    "networkctl": "systemd",
    "perfdhcp": "kea-admin",
}

REPOSITORY = Path(__file__).resolve().parents[3]


def namesake():
    """The binary under test: `NAMESAKE`, or what `swift build` leaves behind."""
    return Path(os.environ.get("NAMESAKE") or REPOSITORY / ".build/debug/namesake").resolve()


def agent():
    """The guests' agent, built beside the binary under test."""
    return namesake().with_name("namesake-agent")


def unpacked(package):
    """The files of a Debian package that is not installed, because that would change how this machine works."""
    script = REPOSITORY / "scripts/unpacked-package"
    return Path(subprocess.run([script, package], capture_output=True, text=True, check=True).stdout.strip())


def what_is_missing():
    """One sentence for everything that keeps the tests from running, or nothing."""
    lacks = [f"the program {tool} (package {package})" for tool, package in NEEDED.items() if not shutil.which(tool)]
    if os.geteuid() != 0:
        lacks.append("root, to make network namespaces")
    for binary in (namesake(), agent()):
        if not os.access(binary, os.X_OK):
            lacks.append(f"the binary {binary} (run `swift build`, or set NAMESAKE)")
    return "the integration tests lack " + ", ".join(lacks) if lacks else None
