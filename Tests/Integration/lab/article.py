"""The article's own example: the lab network, the environment `shop` and its two machines."""

CIDR = "10.86.51.0/24"
DOMAIN = "lab.contoso.com"
SERVER = "10.86.51.2"
DESKTOP = "10.86.51.9"
POOL = "00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-FF"
LEASES = "10.86.51.50-10.86.51.250"

#: Twice the article's pool, for the tests that need more than 256 machines.
WIDE_POOL = "00-1D-D8-B7-1C-00..00-1D-D8-B7-1D-FF"

SHOP = ("env", "create", "shop", "--machine", "web-server:web", "--machine", "db-server:db")
MACHINES = ("web-server", "db-server")



def network(*options, pool=POOL):
    """The command that adds the lab network."""
    return (
        "network", "add", "lab", "--cidr", CIDR, "--range", LEASES, "--domain", DOMAIN, "--mac-pool", pool, *options
    )  # fmt: skip


#: What every clone of one template sends as option 61, because it is made from the machine-id: type 255, IAID, DUID
#: (RFC 4361 §6.1).
SHARED_CLIENT_IDENTIFIER = bytes.fromhex("ff5de26c1500020000ab119dc1206b6c2c3d44")
