"""What the DHCP clients have in common."""

import shutil
import signal
from pathlib import Path

from .. import processes
from ..deadline import eventually

HOOKS = Path(__file__).resolve().parents[1] / "hooks"


class Client:
    """A DHCP client of a guest's public interface. Its hook script writes a line to `events` each time it is called."""

    #: Options to ask for beside the usual ones, by the client's own names for them.
    asks = ()

    def __init__(self, guest):
        self.guest = guest
        self.state = guest.folder / "state"
        self.state.mkdir()
        self.log_file = guest.folder / "client.log"
        self.events_file = guest.folder / "events"
        self.events_file.touch()
        self.process = None

    def command(self):
        """The command line; a subclass's own."""
        raise NotImplementedError

    def start(self):
        environment = processes.clean_environment(EVENTS=str(self.events_file))
        self.process = processes.start(self.command(), self.log_file, self.guest.namespace, env=environment)

    def stop(self):
        """Ends the client without a word to the server, as a power failure does."""
        if self.process:
            processes.stop(self.process, signal.SIGKILL)
            self.process = None

    def renew(self):
        """Asks the server again for the address in use; returns when it has been confirmed or replaced."""
        before = len(self.bindings)
        self.ask_again()
        eventually(lambda: len(self.bindings) > before, lambda: f"{type(self).__name__} is answered\n{self.log}")
        return self.guest.wait_for_address()

    def ask_again(self):
        raise NotImplementedError

    def release(self):
        """Gives the lease back and ends."""
        raise NotImplementedError

    def copy_state_from(self, other):
        """The disk is rolled back: this client remembers what the other one knew."""
        shutil.rmtree(self.state)
        shutil.copytree(other.state, self.state)

    @property
    def bindings(self):
        """How often an address was bound or confirmed."""
        known = ("bound", "renew", "rebind", "reboot")
        return [line for line in self.events_file.read_text().splitlines() if line.split()[0].lower() in known]

    @property
    def told(self):
        """What the server told it last, as the client tells its script."""
        eventually(lambda: self.bindings, lambda: f"{type(self).__name__} is answered\n{self.log}")
        lines = self.events_file.with_name("events.told").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines if "=" in line)

    @property
    def log(self):
        text = self.log_file.read_text(errors="replace") if self.log_file.exists() else ""
        return "\n".join(text.splitlines()[-20:])
