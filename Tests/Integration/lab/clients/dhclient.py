"""ISC's client. It remembers its leases in a file and asks for the last one when it starts (INIT-REBOOT)."""

from .. import processes
from ..article import SHARED_CLIENT_IDENTIFIER
from .client import HOOKS, Client

CONFIGURATION = """\
option classless-routes code 121 = array of unsigned integer 8;
send dhcp-client-identifier {identifier};
send host-name "{name}";
request subnet-mask, broadcast-address, routers, domain-name, domain-name-servers, domain-search{more};
timeout 10;
retry 1;
reboot 3;
select-timeout 0;
initial-interval 1;
backoff-cutoff 2;
"""


class Dhclient(Client):
    def command(self, *more):
        configuration = self.guest.folder / "dhclient.conf"
        configuration.write_text(
            CONFIGURATION.format(
                identifier=SHARED_CLIENT_IDENTIFIER.hex(":"), name=self.guest.name,
                more="".join(f", {name}" for name in self.asks),
            )
        )
        return [
            "dhclient", "-4", "-d", *more, "-cf", configuration, "-lf", self.state / "leases",
            "-pf", self.guest.folder / "dhclient.pid", "-sf", HOOKS / "dhclient",
            "-e", f"EVENTS={self.events_file}", "public",
        ]  # fmt: skip

    def ask_again(self):
        """It renews on no signal: it is ended without a release and started again, as a reboot does."""
        self.stop()
        self.start()

    def release(self):
        """A second `dhclient -r` ends the first and releases its lease."""
        releasing = processes.start(self.command("-r"), self.log_file, self.guest.namespace)
        assert releasing.wait(30) == 0, f"dhclient -r:\n{self.log}"
        self.process.wait(30)
        self.process = None
