"""Roy Marples' client. Its folders are fixed, so each guest sees folders of its own in their place."""

import shlex
import signal

from .. import processes
from ..article import SHARED_CLIENT_IDENTIFIER
from .client import HOOKS, Client

CONFIGURATION = """\
ipv4only
noipv4ll
noarp
nodelay
nogateway
clientid {identifier}
hostname {name}
script {script}
env EVENTS={events}
option subnet_mask, routers, domain_name_servers, domain_name{more}
reboot 5
timeout 0
"""


class Dhcpcd(Client):
    def __init__(self, guest):
        super().__init__(guest)
        self.run = guest.folder / "run"
        self.run.mkdir()

    def command(self):
        configuration = self.guest.folder / "dhcpcd.conf"
        configuration.write_text(
            CONFIGURATION.format(
                identifier=SHARED_CLIENT_IDENTIFIER.hex(":"),
                name=self.guest.name,
                more="".join(f", {name}" for name in self.asks),
                script=HOOKS / "dhcpcd",
                events=self.events_file,
            )
        )
        dhcpcd = ["dhcpcd", "-B", "-f", configuration, "public"]
        steps = [
            ["mount", "--bind", self.state, "/var/lib/dhcpcd"],
            ["mount", "--bind", self.run, "/run/dhcpcd"],
            ["exec", *dhcpcd],
        ]
        # `ip netns exec` gave this process a mount namespace of its own; nothing of this is seen outside.
        return ["sh", "-c", "mkdir -p /run/dhcpcd && " + " && ".join(shlex.join(map(str, step)) for step in steps)]

    def ask_again(self):
        self.process.send_signal(signal.SIGUSR1)

    def stop(self):
        """Its privileged and its chrooted helpers live on for a moment when it is killed; they may not."""
        super().stop()
        self.guest.namespace.kill_processes()

    def release(self):
        processes.stop(self.process, signal.SIGALRM)
        self.process = None
