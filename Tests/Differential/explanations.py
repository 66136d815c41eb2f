"""Differences that are right, by the names they have in EXPLAINED.md."""

import dataclasses

from views import CNAME, DNAME, NS, targets, zone_of

# So many CNAME records are followed; NSD and Knot have limits of their own.
LONGEST_CHAIN = 16


def minimal_any(case, ours, nsd, knot):
    """Another of the name's sets than the one that NSD chose, but a whole one (RFC 8482 section 4.1)."""
    chosen = ours.answer - nsd.answer
    if case.kind_text != "ANY" or (ours.code, ours.flags, ours.authority) != (nsd.code, nsd.flags, nsd.authority):
        return False
    sets = {(record.owner, record.kind) for record in chosen}
    if len(sets) != 1 or not nsd.answer - ours.answer:
        return False
    asked = case.ask_knot(*sets.pop())
    return (chosen, ours.additional) == (asked.answer, asked.additional)


def long_chain(case, ours, nsd, knot):
    """A chain without end, left where we leave every chain (RFC 6672 section 2.2)."""
    if (ours.code, ours.flags) != (nsd.code, nsd.flags) or ours.authority or ours.additional:
        return False
    links = [record for record in ours.answer if record.kind == CNAME]
    others = {record.kind for record in ours.answer} - {CNAME, DNAME}
    return len(links) == LONGEST_CHAIN and not others and ours.answer <= nsd.answer | knot.answer


def glue_for_others(case, ours, nsd, knot):
    """Addresses below a cut, which Knot sends along for mail and service hosts too (RFC 1034 section 4.2.1)."""
    more = knot.additional - ours.additional
    if not more or dataclasses.replace(knot, additional=knot.additional - more).key() != ours.key():
        return False
    return all(is_glue(record, case, knot) for record in more)


def is_glue(address, case, knot):
    """Whether Knot refers to other servers for an address, or has it from another zone too."""
    zones = {zone_of(record.owner, case) for record in knot.answer if address.owner in targets(record)}
    return zone_of(address.owner, case) not in zones or not case.ask_knot(address.owner, address.kind).is_authoritative


def wildcard_ns(case, ours, nsd, knot):
    """Knot takes a wildcard's NS set for a delegation (RFC 4592 section 4.2)."""
    cuts = {record.owner for record in knot.authority if record.kind == NS}
    return ours.is_authoritative and not knot.is_authoritative and any(cut.startswith("*.") for cut in cuts)


ALL = {
    "minimal ANY": minimal_any,
    "long chain": long_chain,
    "glue for others": glue_for_others,
    "wildcard NS": wildcard_ns,
}
