"""perfdhcp: four-way exchanges of many machines at a steady rate, by way of a relay that it plays itself."""

import re

from . import processes

#: It adds a machine's number to this byte by byte and without carry, so it ends in zeros.
FIRST_MAC = "00:0c:01:02:00:00"


class Load:
    """Use as a context: it is under way inside, and its figures are there afterwards."""

    def __init__(self, namespace, log, server, machines, rate, seconds):
        self._namespace, self._log = namespace, log
        self._words = [
            "perfdhcp", "-4", "-l", "eth0", "-b", f"mac={FIRST_MAC}", "-R", machines, "-r", rate, "-p", seconds,
            "-W", 2_000_000, server,
        ]  # fmt: skip

    def __enter__(self):
        self._process = processes.start(self._words, self._log, self._namespace)
        return self

    def __exit__(self, *_):
        self._process.wait(120)
        # 3: some exchanges were not completed, which the figures tell.
        assert self._process.returncode in (0, 3), self.report

    @property
    def is_under_way(self):
        return self._process.poll() is None

    @property
    def report(self):
        return self._log.read_text()

    @property
    def asked(self):
        return self._number("DISCOVER-OFFER", "sent packets")

    @property
    def acknowledged(self):
        return self._number("REQUEST-ACK", "received packets")

    def _number(self, exchange, what):
        part = self.report.split(f"***Statistics for: {exchange}***")[1]
        return int(re.search(rf"{what}: (\d+)", part)[1])
