"""A zone out of a random source: the same source, the same zone. `Zone.tidy` takes away what a file may not say."""

from features import FEATURES, ORDINARY, WEIGHTS
from names import ancestors, below, fold, random_name, text

TTLS = (0, 60, 300, 3600, 86400)


class Zone:
    def __init__(self, origin, chance, landmarks):
        self.origin = origin
        self.chance = chance
        # Names in other zones, for whatever points out of this one.
        self.landmarks = landmarks
        # {folded owner: {type: [data]}}; a name is written as it was first said.
        self.nodes = {}
        self.spelling = {}
        self.ttls = {}
        # `$TTL` and the SOA's own fields decide how long an absence lives (RFC 2308 section 5).
        self.minimum = chance.choice((0, 30, 900, 7200))

    # What a zone is made of.

    def fill(self):
        self.apex()
        features = self.chance.choices(FEATURES, weights=WEIGHTS, k=self.chance.randint(2, 9))
        for feature in features:
            feature(self)
        self.tidy()
        return self

    def apex(self):
        soa = f"{text(self.somewhere())} host\\.master.{text(self.origin)} {self.chance.randint(1, 2**31)}"
        self.add(self.origin, "SOA", f"{soa} 7200 600 86400 {self.minimum}")
        for _ in range(self.chance.randint(1, 3)):
            target = self.chance.choice(
                (self.name(), ("ns1", *self.origin), ("ns", "elsewhere", "invalid"), self.chance.choice(self.landmarks))
            )
            self.add(self.origin, "NS", text(target))
            if self.chance.random() < 0.6:
                self.addresses(target)
        if self.chance.random() < 0.3:
            self.several_types(self.origin)

    def name(self, depth=3):
        return random_name(self.chance, self.origin, depth)

    def known(self):
        """A name that something is said of already."""
        return self.spelling[self.chance.choice(list(self.nodes))]

    def somewhere(self):
        """Whatever a record may point at: here, missing, in another zone, in none."""
        kind = self.chance.random()
        if kind < 0.45 and self.nodes:
            return self.known()
        if kind < 0.75:
            return self.name()
        if kind < 0.95:
            return self.chance.choice(self.landmarks)
        return ("host", "elsewhere", "invalid")

    def addresses(self, owner):
        """One or both kinds of address; owners outside the zone get none."""
        if fold(owner) != fold(self.origin) and not below(owner, self.origin):
            return
        kind = self.chance.random()
        if kind < 0.8:
            for _ in range(self.chance.choice((1, 1, 2))):
                self.add(owner, "A", f"192.0.2.{self.chance.randint(0, 255)}")
        if kind > 0.5:
            self.add(owner, "AAAA", f"2001:db8::{self.chance.randint(0, 65535):x}")

    def several_types(self, owner):
        for kind, make in self.chance.sample(list(ORDINARY.items()), k=self.chance.randint(1, 5)):
            for _ in range(self.chance.choice((1, 1, 3))):
                self.add(owner, kind, make(self))

    def add(self, owner, kind, data):
        key = fold(owner)
        self.spelling.setdefault(key, owner)
        self.ttls.setdefault((key, kind), self.chance.choice(TTLS))
        found = self.nodes.setdefault(key, {}).setdefault(kind, [])
        if data not in found:
            found.append(data)

    # What it may not say.

    def tidy(self):
        """A CNAME stands alone (RFC 1034 section 3.6.2), once, as does a DNAME; never beside NS but at the apex
        (RFC 6672 section 2.3); nothing below a DNAME (section 2.4); DS only beside NS (RFC 4035 section 2.4)."""
        apex = fold(self.origin)
        for key, sets in self.nodes.items():
            if "CNAME" in sets and len(sets) > 1:
                del sets["CNAME"]
            if "DNAME" in sets and "NS" in sets and key != apex:
                del sets["DNAME"]
            for kind in ("CNAME", "DNAME"):
                if kind in sets:
                    del sets[kind][1:]
            if "DS" in sets and ("NS" not in sets or key == apex):
                del sets["DS"]
        for key in sorted(self.nodes, key=len):
            if any("DNAME" in self.nodes.get(above, {}) for above in [*ancestors(key, apex), apex][: len(key)]):
                if key != apex:
                    self.nodes[key] = {}
        self.nodes = {key: sets for key, sets in self.nodes.items() if sets}

    def redirections(self):
        return [key for key, sets in self.nodes.items() if "DNAME" in sets]

    def remove_redirections_around(self, name):
        """Those above the name and those that are hidden by a zone there."""
        for key in self.redirections():
            if below(name, key) or below(key, name) or fold(key) == fold(name):
                del self.nodes[key]["DNAME"]

    def remove_below(self, name):
        self.nodes = {key: sets for key, sets in self.nodes.items() if not below(key, name)}

    def cuts(self):
        return [key for key, sets in self.nodes.items() if "NS" in sets and key != fold(self.origin)]

    def __str__(self):
        lines = [f"$ORIGIN {text(self.origin)}", "$TTL 3600"]
        for key, sets in self.nodes.items():
            for kind, data in sets.items():
                for value in data:
                    lines.append(f"{text(self.spelling[key])} {self.ttls[key, kind]} IN {kind} {value}")
        return "\n".join(lines) + "\n"
