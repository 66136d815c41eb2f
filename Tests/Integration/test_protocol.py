"""What the server says beside its answers: cookies, NSID, its version, why it refuses; and whom it answers how freely."""

import dns.edns
import dns.exception
import dns.flags
import dns.message
import dns.query
import dns.rcode
import pytest

from lab import article

SECRET = "e5e973e5a6b2a43f48e7dc849e37bfcf"
#: A client of no network that is served by default.
STRANGER = "203.0.113.7"
BAD_COOKIE = 23


@pytest.fixture
def configured(lab):
    """Starts the server with these lines under `dns:`, on one thread, so that one thread counts all replies."""

    def start(*lines):
        text = "\n  ".join(["dns:", "threads: 1", *lines])
        (lab.folder / "namesake.yaml").write_text(f"{text}\n")
        lab.server.start()
        lab.found()
        return lab

    return start


@pytest.fixture
def stranger(lab):
    """Gives the desktop another address, that the server has a route to and no reason to serve."""
    lab.desktop.namespace.ip("address", "add", f"{STRANGER}/32", "dev", "lo")
    lab.server_namespace.ip("route", "add", f"{STRANGER}/32", "via", article.DESKTOP)

    def ask(kind="SOA", timeout=2, **options):
        query = dns.message.make_query(article.DOMAIN, kind, **options)
        with lab.desktop.namespace.entered():
            return dns.query.udp(query, article.SERVER, timeout, source=STRANGER)

    return ask


def options(reply, kind):
    return [option for option in reply.options if option.otype == kind]


def dig(lab, *words, tool="dig"):
    done = lab.desktop.namespace.run(tool, f"@{article.SERVER}", *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("tool", ["dig", "kdig"])
def test_a_client_learns_a_cookie_and_shows_it(configured, tool):
    lab = configured(f"cookies: {{secret: {SECRET}}}")
    first = dig(lab, "+cookie=2464c4abcf10c957", article.DOMAIN, "SOA", tool=tool)
    assert "status: NOERROR" in first
    learned = next(word for line in first.splitlines() if "COOKIE" in line for word in line.split() if "2464" in word)
    assert learned.lower().startswith("2464c4abcf10c95701000000") and len(learned) == 48
    again = dig(lab, f"+cookie={learned}", article.DOMAIN, "SOA", tool=tool)
    assert learned.lower() in again.lower(), "a cookie that is still young comes back as it is"


def test_nsid_and_the_names_of_class_chaos(configured):
    lab = configured("nsid: ns1", "version: Namesake", "identity: ns1.lab")
    assert "; NSID: 6e 73 31" in dig(lab, "+nsid", article.DOMAIN, "SOA")
    assert dig(lab, "+short", "version.bind", "CH", "TXT") == '"Namesake"\n'
    assert dig(lab, "+short", "id.server", "CH", "TXT") == '"ns1.lab"\n'


def test_nothing_is_told_by_default(served):
    assert "NSID" not in dig(served, "+nsid", article.DOMAIN, "SOA")
    assert "status: REFUSED" in dig(served, "version.bind", "CH", "TXT")


def test_a_stranger_is_told_that_it_is_not_served(configured, stranger):
    configured()
    reply = stranger(use_edns=0)
    assert reply.rcode() == dns.rcode.REFUSED
    assert [option.code for option in options(reply, dns.edns.OptionType.EDE)] == [18]


def test_a_stranger_gets_silence_where_that_is_chosen(configured, stranger):
    lab = configured("refuse: silence")
    with pytest.raises(dns.exception.Timeout):
        stranger()
    assert lab.names.ask(article.DOMAIN, "SOA").rcode() == dns.rcode.NOERROR


def test_everybody_is_served_at_a_limited_rate_where_the_list_says_everybody(configured, stranger):
    lab = configured("allow: [0.0.0.0/0]", "rate-limit: {responses: 5, slip: 1}")
    replies = [stranger() for _ in range(40)]
    cut = [reply for reply in replies if reply.flags & dns.flags.TC]
    # The limit begins anew with each second, so not every reply above the fifth need be cut short.
    assert replies[0].answer and 10 < len(cut) <= 35
    assert all(not reply.answer for reply in cut)
    unlimited = [lab.names.ask(article.DOMAIN, "SOA") for _ in range(40)]
    assert all(reply.answer for reply in unlimited), "the lab is not limited"


def test_a_cookie_frees_from_the_limit(configured, stranger):
    configured("allow: [0.0.0.0/0]", "rate-limit: {responses: 1, slip: 1}")
    mine = dns.edns.GenericOption(dns.edns.OptionType.COOKIE, bytes(range(8)))
    replies = [stranger(options=[mine]) for _ in range(20)]
    assert any(reply.rcode() == BAD_COOKIE for reply in replies), "a client that knows cookies is told to show one"
    (given,) = options(replies[-1], dns.edns.OptionType.COOKIE)
    assert all(stranger(options=[given]).answer for _ in range(20))


def test_a_query_from_our_own_port_gets_silence(configured, lab):
    configured()
    query = dns.message.make_query(article.DOMAIN, "SOA")
    with lab.desktop.namespace.entered(), pytest.raises(dns.exception.Timeout):
        dns.query.udp(query, article.SERVER, 1, source_port=19)
    lab.names.check_nodata(lab.public("shop")["fqdn"])


@pytest.mark.parametrize(
    "line, complaint",
    [
        ("refuse: maybe", "dns.refuse must be refused or silence, not maybe"),
        ("cookies: {secret: abc}", "dns.cookies.secret must be 32 hexadecimal digits"),
        ("rate-limit: {respones: 5}", "the nearest is dns.rate-limit.responses"),
        ("rate-limit: {slip: -1}", "dns.rate-limit.slip must be a number from 0 to 100"),
        ("allow: [2001:db8::1/32]", "dns.allow must be a network such as 10.86.0.0/16 or 2001:db8::/32"),
        (f"nsid: {'x' * 65}", "dns.nsid must be a text of up to 64 octets"),
    ],
)
def test_settings_that_cannot_be_are_refused(lab, line, complaint):
    (lab.folder / "namesake.yaml").write_text(f"dns:\n  {line}\n")
    outcome = lab.command.outcome("serve")
    assert outcome.status == 1
    assert complaint in outcome.complaint and "namesake.yaml:2" in outcome.complaint
