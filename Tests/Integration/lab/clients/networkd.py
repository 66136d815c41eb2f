"""systemd's network manager, the client of most clones with cloud-init. Its identifier is made from the machine-id, which
every clone has alike (RFC 4361).

It is run out of its unpacked package, in files of its own: installed, it would manage this machine's interfaces.
"""

import os
import subprocess

from .. import processes
from ..article import SHARED_CLIENT_IDENTIFIER
from ..tools import REPOSITORY
from .client import Client

USER = "systemd-network"
IDS = 998

#: As IAID and DUID, what the other clients send as one option: 255, the IAID, type 2, the rest.
CONFIGURATION = """\
[Match]
Name=public

[Network]
DHCP=ipv4
LinkLocalAddressing=no
IPv6AcceptRA=no

[DHCPv4]
ClientIdentifier=duid
IAID={iaid}
DUIDType=vendor
DUIDRawData={duid}
Hostname={name}
UseHostname=no
UseGateway=no
"""


class Networkd(Client):
    def __init__(self, guest):
        super().__init__(guest)
        configuration = guest.folder / "network"
        configuration.mkdir()
        (configuration / "10-public.network").write_text(
            CONFIGURATION.format(
                iaid=int.from_bytes(SHARED_CLIENT_IDENTIFIER[1:5]), duid=SHARED_CLIENT_IDENTIFIER[7:].hex(":"), name=guest.name
            )
        )
        self.configuration = configuration
        self._add_user()

    def command(self):
        for name in ("links", "leases", "lldp"):
            (self.state / "netif" / name).mkdir(parents=True, exist_ok=True)
        for folder, _, files in os.walk(self.state):
            for path in (folder, *(os.path.join(folder, file) for file in files)):
                os.chown(path, IDS, IDS)
        # `ip netns exec` gave this process a mount namespace of its own; nothing of this is seen outside. Where /sys can
        # be written, networkd waits for udev to tell of each interface.
        steps = [
            f"mount --bind {self.state} /run/systemd",
            "mkdir -p /etc/systemd/network",
            f"mount --bind {self.configuration} /etc/systemd/network",
            "mount -o remount,ro /sys",
            f"exec env SYSTEMD_LOG_TARGET=console SYSTEMD_LOG_LEVEL=debug {_program()}",
        ]
        return ["sh", "-c", "mkdir -p /run/systemd && " + " && ".join(steps)]

    def ask_again(self):
        """It renews at once only when D-Bus, which is not here, says so: it is ended without a release and started again,
        as a reboot does. It remembers nothing, and begins with a DISCOVER."""
        self.stop()
        self.start()

    def release(self):
        processes.stop(self.process)
        self.process = None

    @property
    def bindings(self):
        text = self.log_file.read_text(errors="replace") if self.log_file.exists() else ""
        return [line for line in text.splitlines() if line.endswith("DHCPv4 client: ACK")]

    def _add_user(self):
        """`ip netns exec` lays these files over those in /etc, for this namespace alone."""
        for name, line in [("passwd", f"{USER}:x:{IDS}:{IDS}::/:/usr/sbin/nologin"), ("group", f"{USER}:x:{IDS}:")]:
            with open(f"/etc/{name}") as file:
                lines = [old for old in file.read().splitlines() if not old.startswith(f"{USER}:")]
            (self.guest.namespace.etc / name).write_text("\n".join([*lines, line, ""]))


def _program():
    package = subprocess.run(
        [REPOSITORY / "scripts/unpacked-package", "systemd"], capture_output=True, text=True, check=True
    ).stdout.strip()
    return f"{package}/lib/systemd/systemd-networkd"
