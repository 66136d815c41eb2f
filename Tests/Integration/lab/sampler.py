"""Asks the same question without a pause, from another thread, and keeps every answer it ever saw."""

import threading

import dns.exception
import dns.rcode
import dns.rdatatype


class Sampler:
    """Use as a context. `seen`: the addresses answered, None for NODATA. `faults`: whatever was no such answer."""

    def __init__(self, resolver, *names):
        self.names = names
        self.seen = {name: set() for name in names}
        self.asked = 0
        self.faults = []
        self._resolver = resolver
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def _sample(self):
        while not self._stopping.is_set():
            for name in self.names:
                try:
                    self.seen[name].add(self._resolver.address(name))
                except (AssertionError, dns.exception.DNSException, OSError) as fault:
                    self.faults.append(f"{name}: {fault!r}")
                self.asked += 1

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stopping.set()
        self._thread.join()
