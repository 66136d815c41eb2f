"""What a server costs: CPU time, memory, and how long it takes to answer."""

import os
import signal
import subprocess
import time

import dns.exception
import dns.message
import dns.query

TICK = 1 / os.sysconf("SC_CLK_TCK")
PAGE_KIB = os.sysconf("SC_PAGE_SIZE") // 1024


class Running:
    """A server on one core, with all processes it starts; use as a context."""

    def __init__(self, words, core, log, **options):
        self._log = open(log, "wb")
        self._began = time.monotonic()
        pinned = ["setpriv", "--pdeathsig", "KILL", "taskset", "-c", str(core), *map(str, words)]
        self._process = subprocess.Popen(
            pinned, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log, start_new_session=True, **options
        )
        self.start_seconds = None

    def wait_for(self, port, question, kind="A"):
        """Waits until the question is answered with a record; remembers how long that took."""
        query = dns.message.make_query(question, kind)

        def is_answered():
            try:
                reply = dns.query.udp(query, "127.0.0.1", port=port, timeout=0.2, ignore_errors=True)
            except (dns.exception.DNSException, OSError):
                return False
            return reply.answer or reply.question == query.question and reply.rcode() == 0 and question == "."

        self.wait_until(is_answered)

    def wait_until(self, is_ready, seconds=180):
        """Waits until `is_ready` says so; remembers how long that took."""
        while time.monotonic() - self._began < seconds:
            if self._process.poll() is not None:
                raise RuntimeError(f"{self._process.args} ended by itself; see {self._log.name}")
            if is_ready():
                self.start_seconds = time.monotonic() - self._began
                return
            time.sleep(0.01)
        raise RuntimeError(f"{self._process.args} does not answer; see {self._log.name}")

    @property
    def pid(self):
        return self._process.pid

    @property
    def cpu_seconds(self):
        return sum(_stat(pid)[0] for pid in self._pids()) * TICK

    @property
    def memory_mib(self):
        """Resident memory; what several processes share is counted once, as the largest share."""
        shares = [_memory(pid) for pid in self._pids()]
        return (sum(own for own, _ in shares) + max((shared for _, shared in shares), default=0)) * PAGE_KIB / 1024

    def _pids(self):
        found, waiting = [], [self._process.pid]
        while waiting:
            pid = waiting.pop()
            found.append(pid)
            try:
                for task in os.listdir(f"/proc/{pid}/task"):
                    with open(f"/proc/{pid}/task/{task}/children") as children:
                        waiting += map(int, children.read().split())
            except FileNotFoundError:
                pass
        return found

    def __enter__(self):
        return self

    def __exit__(self, *error):
        for pid in self._pids():
            try:
                os.kill(pid, signal.SIGTERM)
            except ProcessLookupError:
                pass
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()


def _stat(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
    except FileNotFoundError:
        return (0,)
    return (int(fields[11]) + int(fields[12]),)


def _memory(pid):
    try:
        with open(f"/proc/{pid}/statm") as file:
            _, resident, shared, *_ = map(int, file.read().split())
    except FileNotFoundError:
        return 0, 0
    return resident - shared, shared
