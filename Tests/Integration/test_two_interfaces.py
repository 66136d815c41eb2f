"""Two lab networks on two interfaces of one server: each request belongs to the network of its interface."""

import pytest
from scapy.layers.dhcp import BOOTP

from lab.capture import message_type, option

ANNEX_SERVER = "10.86.52.2"


@pytest.fixture
def annex(lab):
    """A second network on a second interface, with the environment `store` on it beside `shop` on the first."""
    lab.switch.plug(lab.server_namespace, "eth1", bridge="annex", address=f"{ANNEX_SERVER}/24")
    lab.server.words += ["--dhcp", "eth1"]
    lab.server.start()
    lab.found()
    lab.command(
        "network", "add", "annex", "--cidr", "10.86.52.0/24", "--range", "10.86.52.50-10.86.52.250",
        "--domain", "annex.contoso.com", "--mac-pool", "00-1D-D8-B7-1D-00..00-1D-D8-B7-1D-FF",
    )  # fmt: skip
    lab.command("env", "create", "store", "--network", "annex", "--machine", "web-server")
    return lab


def client(lab, environment, bridge):
    """A hand-made client for an environment's web server, plugged into a bridge."""
    public = lab.public(environment)
    namespace = lab.namespace(environment)
    lab.switch.plug(namespace, "public", bridge=bridge, mac=public["mac"])
    return lab.hand_made_client(namespace, public["mac"])


def test_each_interface_leases_from_its_own_network(annex):
    first = client(annex, "shop", "br-lab").discover()
    second = client(annex, "store", "annex").discover()
    assert first[BOOTP].yiaddr.startswith("10.86.51.") and option(first, "server_id") == "10.86.51.2"
    assert second[BOOTP].yiaddr.startswith("10.86.52.") and option(second, "server_id") == ANNEX_SERVER


def test_a_machine_plugged_into_the_wrong_network_gets_no_lease(annex):
    stray = client(annex, "shop", "annex")
    stray.hears_nothing("discover")
    assert message_type(stray.reboot("10.86.52.60")) == "NAK"
    annex.names.check_nodata(annex.public("shop")["fqdn"])
