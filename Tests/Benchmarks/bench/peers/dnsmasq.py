"""dnsmasq, which has hosts files and no zones."""

from ..process import Running


def hosts(core, port, folder, path, origin):
    words = ["/usr/sbin/dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--no-resolv", "--no-hosts"]
    words += [f"--port={port}", "--listen-address=127.0.0.1", "--bind-interfaces", "--user=root", "--pid-file"]
    words += [f"--addn-hosts={path}", f"--local=/{origin}/"]
    return Running(words, core, folder / "dnsmasq.log")
