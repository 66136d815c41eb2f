"""Whether a server syncs before it answers: its system calls, in the order in which they were made."""

import re
import signal
import subprocess
import time

SYNCS = {"fsync", "fdatasync", "sync_file_range", "msync"}
SENDS = {"sendto", "sendmsg", "sendmmsg"}
#: DHCP's end of a reply to a relay, and the message type ACK, as strace shows the octets of a message.
ACK = r"\x63\x82\x53\x63\x35\x01\x05"


def trace(server, log, load):
    """Runs `load` while the server's calls are recorded; returns (syncs, ACKs sent, ACKs sent after a sync)."""
    words = ["strace", "-f", "-qq", "-xx", "-s", "400", "-o", log, "-p", server.pid]
    words += ["-e", "trace=" + ",".join(sorted(SYNCS | SENDS))]
    process = subprocess.Popen(list(map(str, words)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        time.sleep(1)
        load()
    finally:
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=10)
    if not log.exists():
        raise RuntimeError(f"strace: {complaint.decode()}")
    return count(log.read_text())


def count(text):
    """A sync serves every ACK that is sent between it and the next message that is no ACK, so that a batch counts."""
    syncs = acks = after_sync = 0
    has_synced = False
    for line in text.splitlines():
        call = re.search(r"^\d+ +(?:<\.\.\. )?(\w+)", line)
        if not call or "unfinished" in line and call[1] in SYNCS:
            continue
        if call[1] in SYNCS:
            syncs += 1
            has_synced = True
        elif ACK in line:
            sent = line.count(ACK)
            acks += sent
            after_sync += sent if has_synced else 0
            has_synced = False
    return syncs, acks, after_sync
