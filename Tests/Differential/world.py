"""Zones that are served together: random ones below `test`, some inside others, some of reverse names."""

import random

import dns.name

from features import DS
from names import below, fold, random_label, random_name, text
from zones import Zone


class World:
    def __init__(self, seed, size):
        chance = random.Random(seed)
        origins = self._origins(chance, size)
        # Zones point into one another by guess as well as by plan: the guesses are names that their labels can make.
        landmarks = [random_name(chance, origin, 2) for origin in origins] + origins
        self.zones = [Zone(origin, random.Random(f"{seed}/{text(origin)}"), landmarks).fill() for origin in origins]
        self._delegate(chance)
        self._unburden_redirections()
        self.apexes = frozenset(dns.name.from_text(text(origin)).canonicalize().to_text() for origin in origins)

    @staticmethod
    def _origins(chance, size):
        origins = []
        while len(origins) < size:
            kind = chance.random()
            number = len(origins)
            if kind < 0.2 and origins:
                # Inside another: the deepest zone answers.
                labels = tuple(random_label(chance) for _ in range(chance.choice((1, 1, 2))))
                origin = tuple(label for label in labels if label.isalnum()) + chance.choice(origins)
                if len(origin) > 6:
                    continue
            elif kind < 0.27:
                origin = (str(number % 250), str(number // 250), "10", "in-addr", "arpa")
            elif kind < 0.3:
                origin = (*f"{number:04x}", *"8bd01002", "ip6", "arpa")
            else:
                origin = (f"z{number}", "test")
            if fold(origin) not in map(fold, origins):
                origins.append(origin)
        return origins

    def _delegate(self, chance):
        """Most zones inside another have a cut above them, as they should."""
        for zone in self.zones:
            for child in self.zones:
                if not below(child.origin, zone.origin):
                    continue
                if chance.random() < 0.7:
                    zone.add(child.origin, "NS", text(("ns1", *child.origin)))
                    if chance.random() < 0.5:
                        zone.addresses(("ns1", *child.origin))
                    if chance.random() < 0.5:
                        zone.add(child.origin, "DS", DS)
                    zone.tidy()

    def _unburden_redirections(self):
        """Nothing lies below a DNAME, not even in the zone around: NSD refuses to load such a pair of zones."""
        for zone in self.zones:
            for other in self.zones:
                if below(other.origin, zone.origin):
                    zone.remove_redirections_around(other.origin)
                    for owner in other.redirections():
                        zone.remove_below(owner)
