"""A router between the lab network and another one, with the relay agent of ISC in it."""

from . import article, processes

ANNEX = "annex"


class Router:
    """Forwards between `eth0` on the lab's bridge and `eth1` on the annex's, and relays what machines ask there.

    Another one may serve another bridge of the same network, as the relay in each switch of a building does.
    """

    lab_address, annex_address = "10.86.51.3", "10.86.52.1"

    def __init__(self, lab, bridge=ANNEX, lab_address=lab_address, annex_address=annex_address, reach="10.86.52.0/24"):
        self.lab_address, self.annex_address = lab_address, annex_address
        self.namespace = lab.namespace("router")
        lab.switch.plug(self.namespace, "eth0", address=f"{lab_address}/24")
        lab.switch.plug(self.namespace, "eth1", bridge=bridge, address=f"{annex_address}/24")
        self.namespace.run("sysctl", "-q", "net.ipv4.ip_forward=1", check=True)
        for namespace in (lab.server_namespace, lab.desktop.namespace):
            namespace.ip("route", "add", reach, "via", lab_address)
        # -a: with relay agent information (RFC 3046); what a reply brings of it is taken out again.
        words = ["dhcrelay", "-4", "-d", "-a", "--no-pid", "-iu", "eth0", "-id", "eth1", article.SERVER]
        self.log_file = lab.folder / f"dhcrelay-{annex_address}.log"
        self._relay = processes.start(words, self.log_file, self.namespace)

    @property
    def log(self):
        return self.log_file.read_text(errors="replace")

    def close(self):
        processes.stop(self._relay)
