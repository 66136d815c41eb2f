"""What zones are made of, laid down at random names out of few labels, so that features meet: a wildcard beside a cut,
a CNAME into a DNAME, an address under two cuts.
"""

from names import random_name, text

# Types that stand beside others and mean nothing to the search.
ORDINARY = {
    "A": lambda zone: f"192.0.2.{zone.chance.randint(0, 255)}",
    "AAAA": lambda zone: f"2001:db8::{zone.chance.randint(0, 65535):x}",
    "TXT": lambda zone: f'"said by {zone.chance.randint(0, 99)}" "and more"',
    "MX": lambda zone: f"{zone.chance.randint(0, 30)} {text(zone.somewhere())}",
    "SRV": lambda zone: f"0 {zone.chance.randint(0, 9)} 443 {text(zone.somewhere())}",
    "PTR": lambda zone: text(zone.somewhere()),
    "CAA": lambda zone: '0 issue "ca.example.net"',
    "HINFO": lambda zone: '"lab" "virtual"',
    "RP": lambda zone: f"{text(zone.somewhere())} {text(zone.somewhere())}",
    "NAPTR": lambda zone: f'10 20 "s" "SIP+D2U" "" {text(zone.somewhere())}',
    "SSHFP": lambda zone: "1 1 0102030405060708090a0b0c0d0e0f1011121314",
    "TYPE65280": lambda zone: f"\\# 3 0102{zone.chance.randint(0, 255):02x}",
}

DS = "12345 8 2 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"


def node(zone):
    zone.several_types(zone.name())


def empty_non_terminal(zone):
    zone.several_types(zone.name(depth=2)[:1] + ("ent",) + zone.name(depth=3))


def delegation(zone):
    """A cut, its servers in, beside and outside it, their glue, and what it hides."""
    cut = zone.name(depth=2)
    for _ in range(zone.chance.randint(1, 3)):
        place = zone.chance.random()
        if place < 0.4:
            target = random_name(zone.chance, cut, 2)
        elif place < 0.5:
            target = cut
        elif place < 0.65 and zone.cuts():
            target = random_name(zone.chance, zone.chance.choice(zone.cuts()), 1)
        else:
            target = zone.somewhere()
        zone.add(cut, "NS", text(target))
        if zone.chance.random() < 0.75:
            zone.addresses(target)
    if zone.chance.random() < 0.4:
        zone.add(cut, "DS", DS)
    if zone.chance.random() < 0.3:
        zone.several_types(cut)
    if zone.chance.random() < 0.5:
        zone.several_types(random_name(zone.chance, cut, 2))
    if zone.chance.random() < 0.15:
        zone.add(random_name(zone.chance, cut, 1), "NS", text(zone.somewhere()))
    if zone.chance.random() < 0.1:
        zone.add(random_name(zone.chance, cut, 1), "CNAME", text(zone.somewhere()))


def wildcard(zone):
    parent = zone.origin if zone.chance.random() < 0.4 else zone.name(depth=2)
    owner = ("*", *parent)
    kind = zone.chance.random()
    if kind < 0.55:
        zone.several_types(owner)
    elif kind < 0.8:
        zone.add(owner, "CNAME", text(zone.somewhere()))
    elif kind < 0.87:
        zone.add(owner, "NS", text(zone.somewhere()))
    elif kind < 0.9:
        zone.add(owner, "DNAME", text(zone.somewhere()))
    if zone.chance.random() < 0.3:
        zone.several_types(random_name(zone.chance, owner, 2))
    if zone.chance.random() < 0.3:
        zone.several_types(random_name(zone.chance, parent, 2))


def alias(zone):
    """A chain of up to four, which may come back to its beginning."""
    first = name = zone.name()
    for _ in range(zone.chance.randint(0, 3)):
        following = zone.name()
        zone.add(name, "CNAME", text(following))
        name = following
    zone.add(name, "CNAME", text(first if zone.chance.random() < 0.1 else zone.somewhere()))


def redirection(zone):
    owner = zone.origin if zone.chance.random() < 0.04 else zone.name(depth=2)
    kind = zone.chance.random()
    if kind < 0.1:
        target = ("l" * 63, "m" * 63, "n" * 63, *zone.origin)
    elif kind < 0.2:
        target = random_name(zone.chance, owner, 1)
    elif kind < 0.25:
        target = owner[1:] if len(owner) > 2 else ("invalid",)
    else:
        target = zone.somewhere()
    zone.add(owner, "DNAME", text(target))
    if zone.chance.random() < 0.2:
        zone.several_types(owner)


def services(zone):
    """Mail and service hosts whose addresses are worth sending along."""
    owner = zone.name()
    for _ in range(zone.chance.randint(1, 4)):
        target = zone.somewhere()
        if zone.chance.random() < 0.5:
            zone.add(owner, "MX", f"{zone.chance.randint(0, 30)} {text(target)}")
        else:
            zone.add(owner, "SRV", f"0 0 {zone.chance.randint(1, 9999)} {text(target)}")
        if zone.chance.random() < 0.6:
            zone.addresses(target)


def crowd(zone):
    """A set that no UDP reply holds."""
    owner = zone.name()
    for number in range(zone.chance.choice((12, 20, 40))):
        zone.add(owner, "TXT", f'"{number:04} {"x" * 60}"')


FEATURES = (node, empty_non_terminal, delegation, wildcard, alias, redirection, services, crowd)
WEIGHTS = (4, 2, 6, 5, 5, 3, 3, 0.3)
