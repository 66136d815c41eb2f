"""What disturbs a server for as long as a soak lasts: each kind in a thread of its own, over and over."""

import contextlib
import os
import random
import signal
import threading
import time

import dns.exception

from .capture import packet_socket
from .noise import frame, noise, questions, requests

ZONE = "$TTL 60\n@ SOA ns hostmaster {serial} 3600 900 604800 60\n NS ns\nns A 192.0.2.1\nwww A 192.0.2.{last}\n"


class Disturbance:
    """Use as a context. `counts`: how often each was done; `errors`: what must not have happened."""

    def __init__(self, lab, machines, zones, seed):
        self.lab = lab
        self.machines = machines
        self.zones = zones
        self.counts = dict.fromkeys(["questions", "malformed", "commands", "reloads", "silences"], 0)
        self.errors = []
        #: How often the server was killed or its disk broken, and whether it is so now: then commands may be refused.
        self._troubles, self._is_in_trouble = 0, False
        #: Held by a command while it runs, which without a server writes the registry by itself, and by a signal on its way:
        #: a process that has only just begun knows none.
        self.calm = threading.Lock()
        self._dice = random.Random(seed)
        self._stopping = threading.Event()
        self._addresses = {}
        self._threads = [
            threading.Thread(target=self._repeat, args=(each, pause), daemon=True)
            for each, pause in [(self._ask, 0), (self._shout, 0.1), (self._command, 0.2), (self._reload, 1)]
        ]

    def __enter__(self):
        (self.zones / "soak.example.zone").write_text(ZONE.format(serial=1, last=1))
        self._shouter = self.lab.guest("shop", self.lab.command.json("env", "show", "shop")["machines"][0])
        self._valid = questions(self.lab)
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    @contextlib.contextmanager
    def trouble(self):
        """While the test kills the server, or breaks its disk."""
        self._troubles += 1
        self._is_in_trouble = True
        yield
        self._is_in_trouble = False

    def _repeat(self, work, pause):
        dice = random.Random(self._dice.random())
        while not self._stopping.is_set():
            try:
                work(dice)
            except Exception as error:
                self.errors.append(f"{work.__name__}: {error!r}")
                return
            self._stopping.wait(pause)

    def _ask(self, dice):
        """A machine's alias answers with its one address, or with none; never with another's."""
        machine = dice.choice(self.machines)["public"]
        try:
            address = self.lab.names.address(machine["fqdn"], timeout=1)
        except (dns.exception.DNSException, OSError):
            # Nobody was there. The next question finds out whether somebody is again.
            self.counts["silences"] += 1
            time.sleep(0.05)
            return
        self.counts["questions"] += 1
        if address and self._addresses.setdefault(machine["fqdn"], address) != address:
            self.errors.append(f"{machine['fqdn']} is {address} and was {self._addresses[machine['fqdn']]}")

    def _shout(self, dice):
        """Octets that are no messages, at both ports."""
        mac = bytes.fromhex(self._shouter.mac.replace("-", ""))
        valid = requests(mac)
        with self.lab.names.socket() as datagrams, packet_socket(self._shouter.namespace, "public") as frames:
            for _ in range(50):
                with contextlib.suppress(ConnectionRefusedError):
                    datagrams.send(noise(self._valid, dice))
                frames.send(frame(mac, noise(valid, dice)))
                self.counts["malformed"] += 2

    def _command(self, dice):
        """A clone that comes and goes whole."""
        name = f"copy-{dice.randrange(5)}"
        for words in [("clone", "shop", name), ("env", "show", name), ("env", "delete", name)]:
            troubles, was_in_trouble = self._troubles, self._is_in_trouble
            with self.calm:
                outcome = self.lab.command.outcome(*words)
            self.counts["commands"] += 1
            # A server that was killed in the middle may have done it, or not.
            is_excused = was_in_trouble or self._troubles > troubles or any(
                each in outcome.complaint for each in ("there is already", "there is no environment")
            )
            if outcome.status != 0 and not is_excused:
                self.errors.append(str(outcome))

    def _reload(self, dice):
        """A zone that changes, that is broken, and that is whole again."""
        self.counts["reloads"] += 1
        text = ZONE.format(serial=self.counts["reloads"] + 1, last=dice.randrange(1, 255))
        (self.zones / ".soak").write_text(text if dice.random() < 0.7 else text + "www A 1.2.3\n")
        (self.zones / ".soak").rename(self.zones / "soak.example.zone")
        with self.calm, contextlib.suppress(ProcessLookupError, AttributeError):
            os.kill(self.lab.server.pid, signal.SIGHUP)
