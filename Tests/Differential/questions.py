"""What to ask of a zone: at, above, below and beside every name it has."""

from names import fold, random_label

TYPES = {
    "A": 12, "AAAA": 4, "NS": 5, "SOA": 3, "MX": 5, "TXT": 4, "CNAME": 3, "DNAME": 2, "DS": 5, "ANY": 3, "SRV": 3,
    "PTR": 2, "CAA": 1, "HINFO": 1, "NAPTR": 1, "TYPE65280": 1, "TYPE64000": 1, "TYPE0": 0.2, "RRSIG": 0.3, "NSEC": 0.3,
}  # fmt: skip


def questions(zone, chance, count):
    """`count` different pairs of name and type."""
    owners = list(zone.spelling.values())
    asked = {}
    for _ in range(count * 20):
        if len(asked) >= count:
            break
        owner = chance.choice(owners)
        name = near(owner, zone, chance)
        if sum(len(label.replace("\\", "")) + 1 for label in name) > 250:
            continue
        kind = kind_for(owner, zone, chance)
        asked.setdefault((fold(name), kind), (recased(name, chance), kind))
    return list(asked.values())


def near(owner, zone, chance):
    """The owner itself, something above, below or beside it."""
    place = chance.random()
    if place < 0.35:
        return owner
    if place < 0.6:
        return tuple(random_label(chance) for _ in range(chance.choice((1, 1, 2, 3)))) + owner
    if place < 0.65:
        return ("*", *owner)
    if place < 0.68:
        # Long enough to make many a DNAME's result too long (RFC 6672 section 2.2).
        return ("p" * 63,) + owner
    if place < 0.8:
        return owner[chance.randint(1, len(owner) - 1) :] if len(owner) > 1 else owner
    if place < 0.9:
        return (random_label(chance),) + owner[1:]
    return ("*" if chance.random() < 0.1 else "missing",) + owner[chance.randint(1, len(owner)) :]


def kind_for(owner, zone, chance):
    """Half of the time a type that the owner has."""
    own = list(zone.nodes.get(fold(owner), ()))
    if own and chance.random() < 0.4:
        return chance.choice(own)
    return chance.choices(list(TYPES), weights=list(TYPES.values()))[0]


def recased(name, chance):
    """Letter case is the asker's (RFC 4343). Escapes keep theirs: they have no letters."""
    if chance.random() < 0.7:
        return name
    return tuple("".join(chance.choice((c.lower(), c.upper())) for c in label) for label in name)
