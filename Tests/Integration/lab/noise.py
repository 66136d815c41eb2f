"""Messages that are nearly right, and octets that are nothing at all."""

import dns.message
from scapy.layers.dhcp import BOOTP, DHCP
from scapy.layers.inet import IP, UDP
from scapy.layers.l2 import Ether

from . import article
from .packets import BROADCAST, BROADCAST_MAC


def mutate(valid, dice):
    """A valid message with bytes changed, cut, repeated or added."""
    data = bytearray(valid)
    for _ in range(dice.randint(1, 6)):
        match dice.randrange(5):
            case 0 if data:
                data[dice.randrange(len(data))] = dice.randrange(256)
            case 1 if data:
                data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
            case 2:
                del data[dice.randrange(len(data) + 1) :]
            case 3:
                start = dice.randrange(len(data) + 1)
                data += data[start : start + dice.randrange(64)]
            case _:
                data[dice.randrange(len(data) + 1) :] += dice.randbytes(dice.randrange(40))
    return bytes(data)


def noise(valid, dice):
    """Half of it random bytes, half of it messages that are nearly right."""
    if dice.random() < 0.5:
        return dice.randbytes(dice.choice((0, 1, 11, 12, 13, 17, 64, 240, 300, 512, 1400)))
    return mutate(dice.choice(valid), dice)


def questions(lab):
    """Valid queries about names that exist and names that do not."""
    alias = lab.public("shop")["fqdn"]
    asked = [(alias, "A"), (alias, "TXT"), (f"web-server.shop.{article.DOMAIN}", "A"), (article.DOMAIN, "SOA")]
    asked += [("63.51.86.10.in-addr.arpa", "PTR"), ("nowhere." + article.DOMAIN, "AAAA"), (".", "NS")]
    return [dns.message.make_query(*each, use_edns=edns).to_wire() for each in asked for edns in (None, 0)]


def requests(mac):
    """Valid messages of a client, one of each type."""
    return [dhcp(mac, kind) for kind in ("discover", "request", "release", "decline", "inform")]


def dhcp(mac, kind):
    options = [("message-type", kind), ("client_id", article.SHARED_CLIENT_IDENTIFIER), ("server_id", article.SERVER)]
    options += [("requested_addr", "10.86.51.63"), ("param_req_list", [1, 3, 6, 15, 51, 54]), "end"]
    return bytes(BOOTP(op=1, htype=1, hlen=6, xid=7, chaddr=mac + bytes(10)) / DHCP(options=options))


def frame(mac, payload):
    ethernet = Ether(src=":".join(f"{octet:02x}" for octet in mac), dst=BROADCAST_MAC)
    return bytes(ethernet / IP(src="0.0.0.0", dst=BROADCAST) / UDP(sport=68, dport=67) / payload)
