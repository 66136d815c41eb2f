"""When an alias has an address and when it has none: before, during and after its lease."""

import dns.rcode
import dns.rdatatype
import pytest

from lab import article
from lab.clients import ALL, Dhclient, Networkd
from lab.deadline import eventually

#: networkd 252 names no server in its RELEASE, as RFC 2131 (table 5) demands, so that it is nobody's; its lease runs out.
RELEASING = [each for each in ALL if each is not Networkd]


@pytest.fixture(params=RELEASING, ids=lambda client: client.__name__.lower())
def client(request):
    return request.param


def test_an_alias_before_its_first_lease_is_nodata(served):
    for machine in article.MACHINES:
        served.names.check_nodata(served.public("shop", machine)["fqdn"])


def test_a_readable_name_before_the_first_lease_leads_to_an_alias_without_address(served):
    reply = served.names.ask(f"web-server.shop.{article.DOMAIN}")
    assert reply.rcode() == dns.rcode.NOERROR
    assert [records.rdtype for records in reply.answer] == [dns.rdatatype.CNAME]
    alias = reply.answer[0][0].target.to_text(omit_final_dot=True)
    assert alias == served.public("shop")["fqdn"]


def test_an_environment_s_name_exists(served):
    served.names.check_nodata(f"shop.{article.DOMAIN}")


def test_a_name_that_nobody_made_is_nxdomain(served):
    served.names.check_nxdomain(f"VSLM-00000000-00000000000000000-00000000.{article.DOMAIN}")
    served.names.check_nxdomain(f"web-server.shop-qa1.{article.DOMAIN}")


def test_a_name_in_no_zone_of_ours_is_refused(served):
    assert served.names.ask("www.example.com").rcode() == dns.rcode.REFUSED


def test_a_released_alias_is_nodata_again(served, client):
    guest = served.boot("shop", client)["web-server"]
    address = guest.address
    assert served.names.address(guest.alias) == address
    guest.client.release()
    eventually(lambda: served.names.address(guest.alias) is None, "the released alias has no address")
    served.names.check_nodata(guest.alias)
    assert served.names.names(address) == []
    assert served.lease_of(guest.mac)["state"] == "released"


def test_an_expired_alias_is_nodata_again(lab):
    lab.server.start()
    lab.found("--lease-seconds", "12")
    guest = lab.boot("shop")["web-server"]
    address = guest.address
    assert lab.names.address(guest.alias) == address
    guest.power_off()
    eventually(lambda: lab.names.address(guest.alias) is None, "the expired alias has no address", within=60)
    lab.names.check_nodata(guest.alias)
    assert lab.names.names(address) == []
    eventually(lambda: lab.lease_of(guest.mac)["state"] == "expired", "the lease is listed as expired")


def test_a_lease_that_is_renewed_in_time_never_leaves_the_name(lab):
    lab.server.start()
    lab.found("--lease-seconds", "12")
    guest = lab.boot("shop", Dhclient)["web-server"]  # the other two take short leases for longer than they are
    address = guest.address
    first = len(guest.client.bindings)

    def renewed():
        assert lab.names.address(guest.alias) == address
        return len(guest.client.bindings) >= first + 3

    eventually(renewed, "the client renews by itself three times", within=90)


def test_a_ttl_does_not_outlive_the_lease(lab):
    lab.server.start()
    lab.found("--lease-seconds", "12")
    guest = lab.boot("shop")["web-server"]
    (answer,) = lab.names.ask(guest.alias).answer
    assert answer.ttl <= 12


def test_a_deleted_environment_is_nxdomain_and_its_leases_are_gone_at_once(served):
    guests = served.boot("shop").values()
    addresses = {guest.address for guest in guests}
    served.command("env", "delete", "shop")
    for guest in guests:
        served.names.check_nxdomain(guest.alias)
        served.names.check_nxdomain(guest.readable_name)
        assert served.lease_of(guest.mac) is None
    served.names.check_nxdomain(f"shop.{article.DOMAIN}")
    for address in addresses:
        assert served.names.names(address) == []


def test_a_deleted_machine_gets_silence(served):
    guest = served.boot("shop")["web-server"]
    served.command("env", "delete", "shop")
    guest.power_off()
    by_hand = served.hand_made_client(guest.namespace, guest.mac)
    by_hand.hears_nothing("discover")


def test_a_lease_released_by_hand_is_gone(served):
    guest = served.boot("shop")["web-server"]
    address = guest.address
    guest.power_off()
    served.command("lease", "release", address)
    served.names.check_nodata(guest.alias)
    assert served.names.names(address) == []


def test_a_machine_that_is_removed_takes_its_name_along(served):
    alias = served.public("shop", "db-server")["fqdn"]
    served.names.check_nodata(alias)
    served.command("machine", "remove", "shop", "db-server")
    served.names.check_nxdomain(alias)
    served.names.check_nodata(served.public("shop", "web-server")["fqdn"])


def test_a_renamed_environment_keeps_its_aliases(served):
    guest = served.boot("shop")["web-server"]
    served.command("env", "rename", "shop", "store")
    assert served.names.address(guest.alias) == guest.address
    assert served.names.address(f"web-server.store.{article.DOMAIN}") == guest.address
    served.names.check_nxdomain(guest.readable_name)
