"""Differences that are right, by the names they have in EXPLAINED.md."""

import dataclasses

from views import CNAME, DNAME

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
    return all(not case.ask_knot(record.owner, record.kind).is_authoritative for record in more)


ALL = {"minimal ANY": minimal_any, "long chain": long_chain, "glue for others": glue_for_others}
