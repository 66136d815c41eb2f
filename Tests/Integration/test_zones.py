"""Zone files beside the aliases: served as they are, and what wins where both have something to say."""

import dns.rcode
import dns.rdatatype
import pytest

from lab import article
from lab.deadline import eventually

LAB_ZONE = """\
$TTL 1h
@           IN SOA  ns hostmaster 2026010100 1h 15m 1w 10m
            IN NS   ns
ns          IN A    10.86.51.2
printer     IN A    10.86.51.40
            IN AAAA 2001:db8::40
            IN TXT  "third floor" "by the window"
www         IN CNAME printer
mail        IN MX   10 printer
*.apps      IN A    10.86.51.41
_ldap._tcp  IN SRV  0 5 389 printer
db-server.shop  IN A 10.86.51.42
"""

OTHER_ZONE = """\
$ORIGIN example.org.
@ 3600 IN SOA ns.example.org. hostmaster.example.org. 7 3600 900 604800 1800
@ 3600 IN NS ns
ns 3600 IN A 192.0.2.1
"""


@pytest.fixture
def zones(lab):
    """A server with two zone files; `lab.contoso.com` holds the network's domain, `example.org` is none of ours."""
    folder = lab.folder / "Zones"
    folder.mkdir()
    (folder / "lab.contoso.com.zone").write_text(LAB_ZONE)
    (folder / "example.org.zone").write_text(OTHER_ZONE)
    lab.server.words += ["--zones", folder]
    lab.server.start()
    lab.found()
    return lab


@pytest.mark.parametrize(
    "name, kind, expected",
    [
        ("printer", "A", ["10.86.51.40"]),
        ("printer", "AAAA", ["2001:db8::40"]),
        ("printer", "TXT", ['"third floor" "by the window"']),
        ("www", "A", ["printer.lab.contoso.com.", "10.86.51.40"]),
        ("mail", "MX", ["10 printer.lab.contoso.com."]),
        ("anything.apps", "A", ["10.86.51.41"]),
        ("_ldap._tcp", "SRV", ["0 5 389 printer.lab.contoso.com."]),
    ],
)
def test_a_file_s_records_are_answered(zones, name, kind, expected):
    assert zones.desktop.dig(f"{name}.{article.DOMAIN}", kind) == expected


def test_aliases_live_beside_a_file_s_records(zones):
    guest = zones.boot("shop")["web-server"]
    assert zones.names.address(guest.alias) == guest.address
    assert zones.names.address(guest.readable_name) == guest.address
    assert zones.names.address(f"printer.{article.DOMAIN}") == "10.86.51.40"


def test_a_file_s_record_hides_a_readable_name_and_the_alias_stands(zones):
    guest = zones.boot("shop")["db-server"]
    assert zones.names.address(guest.readable_name) == "10.86.51.42"
    assert zones.names.address(guest.alias) == guest.address


def test_negative_answers_in_our_domain_live_ten_seconds_at_most(zones):
    zones.names.check_nodata(zones.public("shop")["fqdn"])
    reply = zones.names.ask(f"nobody.{article.DOMAIN}")
    assert reply.rcode() == dns.rcode.NXDOMAIN
    assert reply.authority[0].ttl <= 10 and reply.authority[0][0].minimum <= 10


def test_a_zone_that_holds_no_network_is_served_as_its_file_says(zones):
    reply = zones.names.ask("nobody.example.org")
    assert reply.rcode() == dns.rcode.NXDOMAIN
    (soa,) = reply.authority
    assert (soa.ttl, soa[0].minimum, soa[0].serial) == (1800, 1800, 7)  # the lesser of TTL and minimum (RFC 2308 §3)


def test_the_serial_starts_at_the_file_s_and_grows_with_a_change(zones):
    def serial():
        (answer,) = zones.names.ask(article.DOMAIN, "SOA").answer
        return answer[0].serial

    before = serial()
    assert before >= 2026010100
    zones.command("clone", "shop", "shop-qa1")
    eventually(lambda: serial() > before, "the serial grows")


def test_a_good_zone_passes_the_check(lab):
    file = lab.folder / "lab.contoso.com.zone"
    file.write_text(LAB_ZONE)
    lab.command("zone", "check", file)


def test_a_broken_zone_is_named_with_file_line_and_reason(lab):
    file = lab.folder / "lab.contoso.com.zone"
    file.write_text(LAB_ZONE.replace("10.86.51.40", "10.86.51.400"))
    outcome = lab.command.outcome("zone", "check", file)
    assert outcome.status == 1
    assert "lab.contoso.com.zone" in outcome.complaint and "5" in outcome.complaint
    assert "10.86.51.400" in outcome.complaint


def test_a_network_without_a_zone_file_has_a_zone_made_for_it(served):
    assert served.desktop.dig(article.DOMAIN, "NS") == [f"ns.{article.DOMAIN}."]
    assert served.names.address(f"ns.{article.DOMAIN}") == article.SERVER
    (answer,) = served.names.ask("51.86.10.in-addr.arpa", "SOA").answer
    assert answer.rdtype == dns.rdatatype.SOA
