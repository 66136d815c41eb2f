"""Servers of one anycast set share a secret (RFC 9018 §2): a cookie made by one is good at the other."""

import dns.edns
import dns.exception
import dns.message
import dns.query
import dns.rcode
import pytest

from lab import article, processes
from lab.deadline import eventually

SECRET = "e5e973e5a6b2a43f48e7dc849e37bfcf"
PEER = "10.86.51.8"
CLIENT_COOKIE = bytes.fromhex("2464c4abcf10c957")
COOKIE = 10
ZONE = "$TTL 60\n@ SOA ns hostmaster 1 3600 900 604800 60\n@ NS ns\nns A 192.0.2.1\n"


def knot(folder):
    (folder / "knot.conf").write_text(
        f"""server:
  rundir: {folder}
  listen: {PEER}@53
database:
  storage: {folder}
mod-cookies:
  - id: shared
    secret: 0x{SECRET}
template:
  - id: default
    global-module: mod-cookies/shared
zone:
  - domain: example.org
    file: {folder}/example.org.zone
    journal-content: none
"""
    )
    return ["/usr/sbin/knotd", "-c", folder / "knot.conf"]


def bind(folder):
    (folder / "named.conf").write_text(
        f"""options {{
  directory "{folder}";
  listen-on {{ {PEER}; }};
  listen-on-v6 {{ none; }};
  pid-file none;
  session-keyfile none;
  recursion no;
  cookie-algorithm siphash24;
  cookie-secret "{SECRET}";
  require-server-cookie yes;
}};
controls {{ }};
zone "example.org" {{ type primary; file "{folder}/example.org.zone"; }};
"""
    )
    return ["/usr/sbin/named", "-g", "-c", folder / "named.conf"]


class Asked:
    """A server seen from the desktop, whose address is in every cookie."""

    def __init__(self, namespace, address, name):
        self.namespace, self.address, self.name = namespace, address, name

    def ask(self, cookie, timeout=10):
        """The reply's code and cookie."""
        options = [dns.edns.GenericOption(COOKIE, cookie)]
        query = dns.message.make_query(self.name, "SOA", use_edns=0, options=options)
        with self.namespace.entered():
            reply = dns.query.udp(query, self.address, timeout)
        (shown,) = [option.to_wire() for option in reply.options if option.otype == COOKIE]
        return reply.rcode(), shown


@pytest.fixture(params=[knot, bind], ids=["knot", "bind"])
def pair(lab, request):
    """Our server and a peer with the same secret."""
    (lab.folder / "namesake.yaml").write_text(f"dns:\n  cookies: {{secret: {SECRET}}}\n")
    lab.server.start()
    lab.found()
    folder = lab.folder / "peer"
    folder.mkdir(mode=0o755)
    (folder / "example.org.zone").write_text(ZONE)
    namespace = lab.namespace("peer")
    lab.switch.plug(namespace, "eth0", address=f"{PEER}/24")
    process = processes.start(request.param(folder), folder / "log", namespace)
    ours = Asked(lab.desktop.namespace, article.SERVER, article.DOMAIN)
    theirs = Asked(lab.desktop.namespace, PEER, "example.org")

    def answers():
        try:
            return theirs.ask(CLIENT_COOKIE, timeout=0.5)
        except (dns.exception.DNSException, OSError):
            return None

    try:
        eventually(answers, lambda: f"the peer answers\n{(folder / 'log').read_text(errors='replace')}")
        yield ours, theirs
    finally:
        processes.stop(process)


def test_a_peer_s_cookie_is_good_here(pair):
    ours, theirs = pair
    _, cookie = theirs.ask(CLIENT_COOKIE)
    assert len(cookie) == 24 and cookie[:8] == CLIENT_COOKIE
    # A good cookie that is young is given back as it is; a bad one is replaced.
    assert ours.ask(cookie) == (dns.rcode.NOERROR, cookie)
    forged = cookie[:-1] + bytes([cookie[-1] ^ 1])
    assert ours.ask(forged)[1] not in (forged, cookie[:8])


def test_a_cookie_made_here_is_good_at_a_peer(pair):
    ours, theirs = pair
    _, cookie = ours.ask(CLIENT_COOKIE)
    assert len(cookie) == 24
    assert theirs.ask(cookie)[0] == dns.rcode.NOERROR
    forged = cookie[:-1] + bytes([cookie[-1] ^ 1])
    assert theirs.ask(forged)[0] == dns.rcode.BADCOOKIE
