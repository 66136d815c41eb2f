"""Whether a reply is right: as NSD's and Knot's where they agree, else as one of them, else explained."""

import dataclasses
import typing

import dns.rdatatype

import explanations
from views import completed, without_own_servers


@dataclasses.dataclass(frozen=True)
class Case:
    """One question, and what a verdict needs beside the replies."""

    name: tuple
    kind_text: str
    # Of all zones that are served, in text.
    apexes: frozenset
    # From the text of a name, and a type, to Knot's whole reply.
    ask_knot: typing.Callable

    @property
    def kind(self):
        return dns.rdatatype.from_text(self.kind_text)


def judge(case, ours, nsd, knot):
    """The name of what was found; "unexplained" is a defect."""
    if ours.has_duplicates or not ours.echoes_question:
        return "unexplained"
    nsd = without_own_servers(nsd, case.apexes)
    knot = completed(knot, case)
    as_nsd, as_knot = ours.key() == nsd.key(), ours.key() == knot.key()
    if as_nsd and as_knot:
        return "as both"
    if as_nsd or as_knot:
        return "as NSD" if as_nsd else "as Knot"
    for name, explains in explanations.ALL.items():
        if explains(case, ours, nsd, knot):
            return name
    return "unexplained"
