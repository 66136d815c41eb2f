"""dnsperf on a core of its own."""

import re
import subprocess
from dataclasses import dataclass


@dataclass
class Load:
    completed: int
    lost: int
    seconds: float
    #: CPU time of the server, in microseconds a query.
    cpu_microseconds: float

    @property
    def rate(self):
        return self.completed / self.seconds


def measure(server, core, port, queries, seconds, mode="udp", outstanding=100):
    """Warms the server up for a second, then loads it and reads its CPU time before and after."""
    _dnsperf(core, port, queries, 1, mode, outstanding)
    before = server.cpu_seconds
    output = _dnsperf(core, port, queries, seconds, mode, outstanding)
    used = server.cpu_seconds - before
    completed = int(re.search(r"Queries completed:\s+(\d+)", output)[1])
    return Load(
        completed=completed,
        lost=int(re.search(r"Queries lost:\s+(\d+)", output)[1]),
        seconds=float(re.search(r"Run time \(s\):\s+([\d.]+)", output)[1]),
        cpu_microseconds=used / max(completed, 1) * 1e6,
    )


def _dnsperf(core, port, queries, seconds, mode, outstanding):
    words = ["taskset", "-c", core, "dnsperf", "-s", "127.0.0.1", "-p", port, "-d", queries, "-l", seconds]
    words += ["-m", mode, "-q", outstanding, "-c", 10 if mode == "tcp" else 1]
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"dnsperf: {done.stdout}{done.stderr}")
    return done.stdout
