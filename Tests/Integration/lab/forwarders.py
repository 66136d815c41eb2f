"""Resolvers between a desktop and the server, each configured by its recipe and otherwise as it comes."""

import shutil
import subprocess

import dns.exception

from . import processes
from .deadline import eventually
from .recipes import recipe
from .resolver import Resolver
from .tools import REPOSITORY

ADDRESS = "10.86.51.8"


class Forwarder:
    """One program in a namespace of its own on the lab network, asked at `address`."""

    address = ADDRESS

    def __init__(self, lab):
        self.folder = lab.folder / type(self).__name__.lower()
        self.folder.mkdir(mode=0o755)
        self.namespace = lab.namespace("resolver")
        lab.switch.plug(self.namespace, "eth0", address=f"{ADDRESS}/24")
        self.log = self.folder / "log"
        self._process = processes.start(self.words(), self.log, self.namespace)
        #: Who asks it: the desktop, or for a resolver of the desktop's own that desktop itself.
        self.names = Resolver(self.asker(lab), self.address)
        eventually(self._answers, lambda: f"{self.words()} answers\n{self.log.read_text(errors='replace')}")

    def asker(self, lab):
        return lab.desktop.namespace

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return path

    def close(self):
        processes.stop(self._process)

    def _answers(self):
        assert self._process.poll() is None, self.log.read_text(errors="replace")
        try:
            return self.names.ask("lab.contoso.com", "SOA", timeout=0.5).answer
        except (dns.exception.DNSException, OSError):
            return None


class Unbound(Forwarder):
    def words(self):
        self.file("lab.conf", recipe("unbound"))
        # A validator with a trust anchor, as Debian's configuration has it: the root's key of 2017.
        anchor = ". IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D"
        configuration = self.file(
            "unbound.conf",
            f"""server:
    interface: 0.0.0.0
    access-control: 10.86.51.0/24 allow
    username: ""
    chroot: ""
    directory: "{self.folder}"
    pidfile: ""
    use-syslog: no
    module-config: "validator iterator"
    trust-anchor: "{anchor}"
    private-address: 10.0.0.0/8
include: "{self.folder}/lab.conf"
remote-control:
    control-enable: no
""",
        )
        return ["/usr/sbin/unbound", "-d", "-p", "-c", configuration]


class Bind(Forwarder):
    def words(self):
        configuration = self.file(
            "named.conf",
            f"""options {{
    directory "{self.folder}";
    listen-on {{ any; }};
    listen-on-v6 {{ none; }};
    pid-file none;
    session-keyfile none;
    dnssec-validation auto;
    allow-query {{ 10.86.51.0/24; }};
    recursion yes;
{recipe("bind-options")}
}};
controls {{ }};
{recipe("bind-zones")}
""",
        )
        return ["/usr/sbin/named", "-g", "-c", configuration]


class Dnsmasq(Forwarder):
    def words(self):
        configuration = self.file("lab.conf", recipe("dnsmasq"))
        words = ["/usr/sbin/dnsmasq", "--keep-in-foreground", "--no-resolv", "--no-hosts", "--user=root", "--pid-file"]
        # What a careful site adds: answers with private addresses are dropped.
        words += ["--stop-dns-rebind", "--bogus-priv", f"--conf-file={configuration}"]
        return words


class Resolved(Forwarder):
    """The desktop's own resolver, run out of its unpacked package: installed, it would take over this machine's."""

    address = "127.0.0.53"

    def asker(self, lab):
        return self.namespace

    def words(self):
        package = subprocess.run(
            [REPOSITORY / "scripts/unpacked-package", "systemd-resolved"], capture_output=True, text=True, check=True
        ).stdout.strip()
        etc = self.namespace.etc
        # `ip netns exec` lays these over /etc, for this namespace alone.
        shutil.copytree("/etc/systemd", etc / "systemd", symlinks=True)
        (etc / "systemd/resolved.conf.d").mkdir(parents=True, exist_ok=True)
        (etc / "systemd/resolved.conf.d/lab.conf").write_text(recipe("resolved"))
        for name, line in [("passwd", "systemd-resolve:x:988:988::/:/usr/sbin/nologin"), ("group", "systemd-resolve:x:988:")]:
            with open(f"/etc/{name}") as file:
                lines = [old for old in file.read().splitlines() if not old.startswith("systemd-resolve:")]
            (etc / name).write_text("\n".join([*lines, line, ""]))
        run = "mount -t tmpfs none /run/systemd && mkdir -p /run/systemd/resolve && chown 988:988 /run/systemd/resolve"
        return ["sh", "-c", f'{run} && exec "$0"', f"{package}/lib/systemd/systemd-resolved"]
