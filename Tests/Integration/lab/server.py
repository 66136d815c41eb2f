"""The server under test: `namesake serve` inside a namespace, never on the host's interfaces."""

import signal

import dns.exception

from . import processes
from .deadline import eventually
from .resolver import Resolver
from .tools import namesake


class Server:
    def __init__(self, namespace, registry, dns="10.86.51.2:53", dhcp=("eth0",), zones=None, more=()):
        self.namespace = namespace
        self.registry = registry
        self.log_file = registry.parent / "serve.log"
        self.process = None
        address, port = dns.split(":")
        self.resolver = Resolver(namespace, address, int(port))
        self.words = [namesake(), "serve", "--registry", registry, "--dns", dns]
        self.words += [word for interface in dhcp for word in ("--dhcp", interface)]
        self.words += ["--zones", zones] if zones else []
        self.words += more

    def start(self, every=0.05):
        """Starts the server and waits until it answers a question; asks it `every` so many seconds."""
        assert self.process is None, "it runs already"
        self.process = processes.start(
            self.words, self.log_file, self.namespace, cwd=self.registry.parent, env=processes.clean_environment()
        )
        eventually(self._answers, lambda: f"the server answers\n{self.log}", every=every)
        return self

    def stop(self):
        """Asks the server to end. It must have been running until now: whatever the test did, it may not crash."""
        if self.process is None:
            return None
        self.check_alive()
        process, self.process = self.process, None
        return processes.stop(process)

    def kill(self):
        """The power cord."""
        process, self.process = self.process, None
        processes.stop(process, signal.SIGKILL)

    def check_alive(self):
        status = self.process.poll()
        assert status is None, f"the server ended by itself with status {status}:\n{self.log}"

    @property
    def pid(self):
        return self.process.pid

    @property
    def resident(self):
        """What it has in memory, in KiB."""
        with open(f"/proc/{self.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))

    @property
    def log(self):
        text = self.log_file.read_text(errors="replace") if self.log_file.exists() else ""
        return "\n".join(text.splitlines()[-40:])

    def _answers(self):
        self.check_alive()
        try:
            return self.resolver.ask("ready.invalid", "A", timeout=0.1)
        except (dns.exception.DNSException, OSError):
            return None
