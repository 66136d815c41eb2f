"""From a desktop through a resolver that was set up by the documentation's recipe to a clone's alias."""

import dns.rcode
import pytest

from lab import article
from lab.deadline import eventually
from lab.forwarders import Bind, Dnsmasq, Resolved, Unbound


@pytest.fixture(params=[Unbound, Bind, Dnsmasq, Resolved], ids=lambda kind: kind.__name__.lower())
def forwarded(served, request):
    guest = served.boot("shop")["web-server"]
    forwarder = request.param(served)
    try:
        yield served, guest, forwarder
    finally:
        forwarder.close()


def test_a_recipe_leads_to_the_alias(forwarded):
    lab, guest, forwarder = forwarded
    assert forwarder.names.address(guest.alias) == guest.address
    assert forwarder.names.address(guest.readable_name) == guest.address
    assert forwarder.names.names(guest.address) == [guest.alias]
    reply = forwarder.names.ask(f"nobody.{article.DOMAIN}")
    assert reply.rcode() == dns.rcode.NXDOMAIN
    # A clone that is made now is known now, because nobody has asked for its name before.
    lab.command("clone", "shop", "shop-qa1")
    reply = forwarder.names.ask(f"web-server.shop-qa1.{article.DOMAIN}")
    assert reply.rcode() == dns.rcode.NOERROR
    # And a lease that ended is forgotten as soon as its TTL is over.
    guest.client.release()
    eventually(lambda: forwarder.names.address(guest.alias) is None, "the resolver forgets the lease", within=60)
