"""The desktop outside: the client of the article's four steps, with the tools a person has."""

import json

from .article import DESKTOP, DOMAIN, SERVER
from .namespace import Namespace
from .resolver import Resolver


class Desktop:
    def __init__(self, switch):
        self.namespace = Namespace("desktop")
        switch.plug(self.namespace, "eth0", address=f"{DESKTOP}/24")
        (self.namespace.etc / "resolv.conf").write_text(f"nameserver {SERVER}\nsearch {DOMAIN}\n")
        self.resolver = Resolver(self.namespace, SERVER)

    def dig(self, name, kind="A", *more):
        """What `dig +short` prints, line by line."""
        return self._short("dig", name, kind, *more)

    def kdig(self, name, kind="A", *more):
        """What `kdig +short` prints, line by line."""
        return self._short("kdig", name, kind, *more)

    def fetch(self, host):
        """Which machine of which clone answers an HTTP request; nothing if nobody does."""
        return fetch(self.namespace, host)

    def _short(self, tool, name, kind, *more):
        done = self.namespace.run(tool, f"@{SERVER}", "+short", *more, name, kind)
        assert done.returncode == 0, f"{tool} {name} {kind}: {done.stdout}{done.stderr}"
        return done.stdout.split("\n")[:-1]

    def close(self):
        self.namespace.close()


def fetch(namespace, host):
    """An HTTP request with curl from inside a namespace, its names resolved by that namespace's own configuration."""
    done = namespace.run("curl", "--silent", "--noproxy", "*", "--max-time", "20", f"http://{host}/")
    return json.loads(done.stdout) if done.returncode == 0 else None
