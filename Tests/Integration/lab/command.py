"""The admin command, run as a person, a script or CI would run it."""

import json
import subprocess
from dataclasses import dataclass

from . import shapes
from .processes import clean_environment
from .tools import namesake

REFUSED = 1
WRONG_USAGE = 64


@dataclass
class Outcome:
    """What a command left behind."""

    words: tuple
    status: int
    output: str
    complaint: str

    def __str__(self):
        return f"namesake {' '.join(self.words)}\nstatus {self.status}\n{self.output}{self.complaint}"


class Command:
    """`namesake`, always with the same registry. It finds the server by the registry's socket, or does without."""

    #: What starts the binary; empty for an ordinary start.
    prefix = ()

    def __init__(self, registry):
        self.registry = registry

    def start(self, *words):
        """Starts a command and does not wait for it."""
        return subprocess.Popen(
            [*self.prefix, namesake(), *map(str, words), "--registry", self.registry],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.registry.parent,
            env=clean_environment(),
        )

    def outcome(self, *words):
        """Runs a command, whatever comes of it."""
        return finish(self.start(*words), words)

    def __call__(self, *words):
        """Runs a command that is done; returns what it prints."""
        outcome = self.outcome(*words)
        assert outcome.status == 0, f"expected to be done:\n{outcome}"
        return outcome.output

    def json(self, *words):
        """Runs a command that is done; returns its JSON, checked against what the contract promises."""
        return shapes.check(words, json.loads(self(*words, "--json")))

    def refused(self, *words, status=REFUSED):
        """Runs a command that is refused; returns its one sentence, checked to be the same in the JSON."""
        plain = self.outcome(*words)
        assert plain.status == status, f"expected exit status {status}:\n{plain}"
        assert plain.output == "", f"a refusal prints nothing on standard output:\n{plain}"
        if status == REFUSED:
            assert len(plain.complaint.strip().splitlines()) == 1, f"a refusal is one sentence on one line:\n{plain}"
            self._refused_as_json(*words)
        return plain.complaint.strip()

    def _refused_as_json(self, *words):
        outcome = self.outcome(*words, "--json")
        assert outcome.status == REFUSED, f"expected exit status 1 with --json too:\n{outcome}"
        objects = [line for line in outcome.complaint.splitlines() if line.startswith("{")]
        assert len(objects) == 1, f"with --json a refusal has one JSON object on standard error:\n{outcome}"
        shapes.error(json.loads(objects[0]))


def finish(process, words):
    """Waits for a command that `Command.start` began."""
    output, complaint = process.communicate(timeout=120)
    return Outcome(tuple(map(str, words)), process.returncode, output, complaint)
