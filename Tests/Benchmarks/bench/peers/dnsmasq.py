"""dnsmasq, which has hosts files and no zones."""

from ..process import Running
from ..wire import SERVER_INTERFACE


def hosts(core, port, folder, path, origin):
    words = ["/usr/sbin/dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--no-resolv", "--no-hosts"]
    words += [f"--port={port}", "--listen-address=127.0.0.1", "--bind-interfaces", "--user=root", "--pid-file"]
    words += [f"--addn-hosts={path}", f"--local=/{origin}/"]
    return Running(words, core, folder / "dnsmasq.log")


def leases(core, wire, folder, lab):
    """Without the ping before an address is offered, for which everybody would wait."""
    words = ["ip", "netns", "exec", wire.server, "/usr/sbin/dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null"]
    words += ["--port=0", "--user=root", "--pid-file", "--no-ping", "--quiet-dhcp", f"--interface={SERVER_INTERFACE}"]
    words += [f"--dhcp-range={lab.range.replace('-', ',')},600", f"--dhcp-lease-max={lab.count + 1}"]
    (folder / "dnsmasq.leases").unlink(missing_ok=True)
    return Running([*words, f"--dhcp-leasefile={folder}/dnsmasq.leases"], core, folder / "dnsmasq.log")
