"""Replies as sets of records that can be compared."""

import dataclasses
import typing

import dns.flags
import dns.message
import dns.rdatatype

# Octets before the question.
HEADER = 12
# Types whose data is names and numbers.
NAMES = {dns.rdatatype.from_text(name) for name in "NS CNAME SOA PTR MX RP SRV DNAME".split()}


class Record(typing.NamedTuple):
    """Owner and data as text, names in lower case (RFC 4034 section 6.2)."""

    owner: str
    kind: int
    ttl: int
    data: str

    @classmethod
    def of(cls, rrset):
        data = rrset[0]
        if data.rdtype == dns.rdatatype.NAPTR:
            data = data.replace(replacement=data.replacement.canonicalize())
        words = str(data).lower() if data.rdtype in NAMES else str(data)
        return cls(rrset.name.canonicalize().to_text(), data.rdtype, rrset.ttl, words)

    def __str__(self):
        return f"{self.owner} {self.ttl} {dns.rdatatype.to_text(self.kind)} {self.data}"


def question(asked):
    """The octets of a query's question section."""
    end = HEADER
    while asked[end]:
        end += 1 + asked[end]
    return asked[HEADER : end + 5]


@dataclasses.dataclass(frozen=True)
class Reply:
    """What matters of one reply: code, flags and the records of each section, OPT aside, letter case aside."""

    code: str
    # Without TC.
    flags: str
    is_truncated: bool
    answer: frozenset
    authority: frozenset
    additional: frozenset
    has_duplicates: bool
    # Whether the question came back octet for octet: its letter case guards resolvers against forged replies.
    echoes_question: bool

    @classmethod
    def of(cls, wire, asked):
        message = dns.message.from_wire(wire, one_rr_per_rrset=True)
        lists = [[Record.of(rrset) for rrset in section] for section in message.sections[1:]]
        return cls(
            dns.rcode.to_text(message.rcode()), dns.flags.to_text(message.flags & ~dns.flags.TC),
            bool(message.flags & dns.flags.TC), *(frozenset(records) for records in lists),
            any(len(records) != len(set(records)) for records in lists), wire.startswith(question(asked), HEADER),
        )  # fmt: skip

    @property
    def is_authoritative(self):
        return "AA" in self.flags

    def key(self):
        """Of a reply that was cut short only the flags count: it is to be ignored, and the question is asked over TCP."""
        if self.is_truncated:
            return (self.flags, True)
        return (self.flags, False, self.code, self.answer, self.authority, self.additional)

    @property
    def shape(self):
        """What sort of reply it is, for the tally."""
        if self.is_truncated:
            return "cut short"
        if any(record.kind == dns.rdatatype.DNAME for record in self.answer):
            return f"DNAME, {self.code}"
        if any(record.kind == dns.rdatatype.CNAME for record in self.answer):
            return f"CNAME, {self.code}"
        if self.code != "NOERROR":
            return self.code
        return "data" if self.answer else "no data" if self.is_authoritative else "referral"

    def __str__(self):
        oddities = " TC" * self.is_truncated + " with duplicates" * self.has_duplicates
        oddities += " to another question" * (not self.echoes_question)
        lines = [f"    {self.code} {self.flags}{oddities}"]
        for title in ("answer", "authority", "additional"):
            records = sorted(getattr(self, title))
            lines += [f"    {title:10} {str(record)[:150]}" for record in records[:8]]
            lines += [f"    {title:10} and {len(records) - 8} more"] if len(records) > 8 else []
        return "\n".join(lines)
