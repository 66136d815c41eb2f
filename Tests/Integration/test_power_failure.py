"""`kill -9` of the server: what was promised before it stands after it."""

import pytest

from lab.capture import Capture
from lab.clients import ALL


@pytest.fixture(params=ALL, ids=lambda client: client.__name__.lower())
def client(request):
    return request.param


def test_after_kill_9_every_leased_alias_answers_before_any_dhcp_packet(cloned, client):
    guests = [guest for name in ("shop", "shop-qa1") for guest in cloned.boot(name, client).values()]
    promised = {guest.alias: guest.address for guest in guests}
    with Capture(cloned.server_namespace, "eth0") as wire:
        cloned.server.kill()
        cloned.server.start()
        assert {alias: cloned.names.address(alias) for alias in promised} == promised
        assert wire.dhcp == []
    for guest in guests:
        assert cloned.names.names(guest.address) == [guest.alias]
        assert guest.client.renew() == promised[guest.alias]


def test_after_kill_9_an_alias_without_a_lease_is_still_nodata(served):
    alias = served.public("shop")["fqdn"]
    served.server.kill()
    served.server.start()
    served.names.check_nodata(alias)


def test_after_kill_9_the_command_works_on_the_file_until_the_server_is_back(served):
    served.server.kill()
    served.command("clone", "shop", "shop-qa1")
    alias = served.public("shop-qa1")["fqdn"]
    served.server.start()
    served.names.check_nodata(alias)
    served.command("clone", "shop", "shop-qa2")
    served.names.check_nodata(served.public("shop-qa2")["fqdn"])


def test_a_server_that_is_told_to_end_ends_well_and_comes_back(served):
    guest = served.boot("shop")["web-server"]
    assert served.server.stop() == 0
    served.server.start()
    assert served.names.address(guest.alias) == guest.address
