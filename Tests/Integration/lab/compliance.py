"""The tables of `docs/compliance.md`, and what a server does with their probes, in the same words."""

import re

import dns.exception
import dns.flags
import dns.message
import dns.opcode
import dns.rcode

from .tools import REPOSITORY

PAGE = REPOSITORY / "docs/compliance.md"


def table(heading):
    """The rows of the table below a heading, as lists of cells without their backquotes."""
    section = PAGE.read_text().split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in row] for row in rows[2:]]


def octets(text):
    """A packet as the table has it: hexadecimal, `61x9` for nine octets of 61."""
    return bytes.fromhex(re.sub(r"([0-9a-f]{2})x(\d+)\.", lambda run: run[1] * int(run[2]), text))


def summary(output):
    """What `dig` has printed: status, flags, records and what EDNS said."""
    status = re.search(r"opcode: (\S+), status: (\w+)", output)
    if not status:
        return "silence"
    words = [status[2], re.search(r";; flags: ([^;]*);", output)[1]]
    words += [f"opcode {status[1]}"] if status[1] != "QUERY" else []
    answers = re.findall(r"^[^;\s]\S*\s+\d+\s+IN\s+(\S+)", output.split("AUTHORITY SECTION")[0], re.MULTILINE)
    words += [", ".join(answers) or "no answer"]
    if "MBZ" in output.split("OPT PSEUDOSECTION")[0]:
        words += ["reserved bit set"]
    if edns := re.search(r"; EDNS: version: (\d+), flags:([^;]*); (MBZ[^;]*;)?", output):
        words += [f"EDNS {edns[1]}{edns[2].rstrip()}{' ' + edns[3] if edns[3] else ''}"]
        words += re.findall(r"^; (COOKIE|NSID|EXPIRE|CLIENT-SUBNET|OPT=\d+)", output, re.MULTILINE)
    return "; ".join(words)


def exchange(datagrams, packet, patience=0.3):
    """What becomes of one packet: silence, or the reply's code and how much of it there is."""
    datagrams.settimeout(patience)
    datagrams.send(packet)
    try:
        octets = datagrams.recv(65_535)
    except TimeoutError:
        return "silence"
    assert octets[:2] == packet[:2], "a reply to something else"
    try:
        reply = dns.message.from_wire(octets)
    except dns.exception.DNSException as error:
        return f"a malformed reply: {error}"
    words = [dns.rcode.to_text(reply.rcode())]
    words += [f"opcode {dns.opcode.to_text(reply.opcode())}"] if reply.opcode() else []
    words += [f"{len(reply.answer)} in the answer"] if reply.answer else []
    words += ["EDNS"] if reply.edns >= 0 else []
    return ", ".join(words)
