"""What NSD and Knot do that is neither wrong nor to be copied, taken out before replies are compared.

Each function has its paragraph in EXPLAINED.md.
"""

import dataclasses

import dns.name
import dns.rdatatype

from names import text

NS, CNAME, DNAME, DS, ANY = map(dns.rdatatype.from_text, ("NS", "CNAME", "DNAME", "DS", "ANY"))
# Whose targets' addresses are sent along.
WITH_ADDRESSES = {NS, *map(dns.rdatatype.from_text, ("MX", "SRV"))}
# No zone of ours has these; the other one nobody has, and nobody knows.
SIGNING, UNKNOWN = {*map(dns.rdatatype.from_text, ("RRSIG", "NSEC"))}, "TYPE64000"


def without_own_servers(reply, apexes):
    """NSD sends a zone's own NS set, and its servers' addresses, along with every answer."""
    own = {record for record in reply.authority if record.kind == NS and record.owner in apexes}
    if not own or not reply.is_authoritative:
        return reply
    kept = set().union(*(targets(record) for record in (reply.answer | reply.authority) - own))
    dropped = {record.data for record in own} - kept
    return dataclasses.replace(
        reply, authority=reply.authority - own,
        additional=frozenset(record for record in reply.additional if record.owner not in dropped),
    )  # fmt: skip


def targets(record):
    """The names in a record's data whose addresses are sent along."""
    if record.kind not in WITH_ADDRESSES:
        return set()
    return {word for word in record.data.split() if word.endswith(".")}


def completed(reply, case):
    """Knot follows a CNAME within the zone of the question only, and there even where a deeper zone holds the target.
    From the first target in another zone on, and from where it gave up, it is asked again."""
    name = dns.name.from_text(text(case.name)).canonicalize().to_text()
    passed = frozenset()
    if case.kind in SIGNING:
        reply = dataclasses.replace(case.ask_knot(name, UNKNOWN), flags=reply.flags)
    for _ in range(16):
        way, end = departure(name, reply, case)
        if end is None or reply.is_truncated or case.kind in (CNAME, ANY):
            break
        passed |= way
        name, reply = end, dataclasses.replace(case.ask_knot(end, case.kind), flags=reply.flags)
    return dataclasses.replace(reply, answer=reply.answer | passed)


def departure(name, reply, case):
    """The records that lead from a name to the first one that the reply does not answer for, and that name, if any."""
    links = {record.owner: record for record in reply.answer if record.kind == CNAME}
    answered = {record.owner for record in reply.answer}
    zone = zone_of(name, case)
    way = set()
    while name in links and links[name] not in way:
        way |= {links[name]} | {record for record in reply.answer if record.kind == DNAME and covers(record, name)}
        name = links[name].data
        place = zone_of(name, case)
        if place is not None and (place != zone or name not in answered and not reply.authority):
            return way, name
    return way, None


def covers(redirection, name):
    """Whether a DNAME record's owner is at or above a name."""
    return dns.name.from_text(name).is_subdomain(dns.name.from_text(redirection.owner))


def zone_of(name, case):
    """The deepest of the zones that holds a name, both in text; for DS at an apex the one above it."""
    found = dns.name.from_text(name)
    if case.kind == DS and name in case.apexes and zone_of(found.parent().to_text(), case):
        found = found.parent()
    while found != dns.name.root:
        if found.to_text() in case.apexes:
            return found.to_text()
        found = found.parent()
    return None
