"""busybox's client. It remembers nothing on disk; it renews and releases on a signal."""

import signal

from .. import processes
from ..article import SHARED_CLIENT_IDENTIFIER
from ..deadline import eventually
from .client import HOOKS, Client


class Udhcpc(Client):
    #: An address to ask for at first, as a client that remembers one does.
    wanted = None

    def command(self):
        return [
            "udhcpc", "-f", "-i", "public", "-s", HOOKS / "udhcpc", "-t", "5", "-T", "2", "-A", "1",
            "-x", f"0x3d:{SHARED_CLIENT_IDENTIFIER.hex()}", "-x", f"hostname:{self.guest.name}",
            *(["-r", self.wanted] if self.wanted else []),
            *(word for name in self.asks for word in ("-O", name)),
        ]  # fmt: skip

    def ask_again(self):
        self.process.send_signal(signal.SIGUSR1)

    def release(self):
        """On SIGUSR2 it releases and stays; a lease it no longer has is then not renewed."""
        self.process.send_signal(signal.SIGUSR2)
        eventually(lambda: self.guest.address is None, lambda: f"udhcpc releases\n{self.log}")
        processes.stop(self.process)
        self.process = None

    def copy_state_from(self, other):
        """All it can remember is the address to ask for."""
        self.wanted = other.guest.address
