"""`make bench-scale`: how long a person or a script waits for a command on a registry that is large and old.

Every figure is a whole process, from start to exit: the median and the slowest of some runs, with the file alone and
through a server that owns it. The budgets are what we hold ourselves to; nothing fails when one is missed.
"""

import argparse
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.history import OldRegistry


@dataclass
class Measure:
    words: list
    #: Seconds.
    budget: float
    #: For a command that can be done once only: made anew for each run.
    each: bool = False


def measures(old):
    machine = old.machines // 2
    then = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 100 * 86_400))
    middle = old.name(old.environments // 2)
    return [
        Measure(["--version"], 0.5),
        Measure(["lease", "list"], 0.5),
        Measure(["lease", "list", "--json"], 0.5),
        Measure(["lease", "list", "--env", middle], 0.5),
        Measure(["lease", "show", old.address(machine)], 0.5),
        Measure(["lease", "history", old.mac(machine)], 0.5),
        Measure(["lease", "release", "{address}"], 0.5, each=True),
        Measure(["history", middle], 0.5),
        Measure(["history", f"m1.{middle}", "--json"], 0.5),
        Measure(["history", old.address(machine)], 0.5),
        Measure(["whois", old.address(machine)], 0.5),
        Measure(["whois", old.address(machine), "--at", then], 0.5),
        Measure(["whois", f"m1.{middle}", "--at", then], 0.5),
        Measure(["whois", old.mac(machine), "--at", then], 0.5),
        Measure(["whois", "192.168.23.1", "--at", then], 0.5),
        Measure(["conflicts", "--seen"], 0.5),
        Measure(["conflicts", "--seen", "--since", "2000-01-01T00:00:00Z"], 2),
        Measure(["conflicts"], 2),
        Measure(["conflicts", "--json"], 2),
        Measure(["conflicts", middle], 2),
        Measure(["env", "list"], 0.3),
        Measure(["env", "list", "--json"], 0.3),
        Measure(["env", "show", middle], 0.1),
        Measure(["alias", middle, "m1"], 0.1),
        Measure(["clone", middle, "copy{run}", "--snapshot", "latest build"], 0.1, each=True),
        Measure(["env", "delete", "copy{run}"], 0.1, each=True),
    ]


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("binaries", type=Path, help="the folder of the release binary")
    options.add_argument("--environments", type=int, default=10_000, help="of 10 machines each")
    options.add_argument("--events", type=int, default=1_000_000)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--folder", type=Path, help="where the registry is; default: the system's temporary folder")
    chosen = options.parse_args()
    program = (chosen.binaries / "namesake").resolve()
    old = OldRegistry(chosen.environments, chosen.events)
    with tempfile.TemporaryDirectory(prefix="namesake-bench-", dir=chosen.folder) as name:
        registry = Path(name, "old.sqlite")
        began = time.monotonic()
        old.write(program, registry)
        size = registry.stat().st_size >> 20
        print(
            f"{old.environments} environments, {old.machines} machines with leases, {old.events} events: "
            f"{size} MiB, written in {time.monotonic() - began:.0f} s"
        )
        print(f"{'':44}  {'the file alone':>18}  {'through serve':>18}  budget")
        alone = run_all(program, registry, old, chosen.runs, 0)
        with Serving(program, registry, Path(name, "serve.log")):
            served = run_all(program, registry, old, chosen.runs, chosen.runs)
        for measure, first, second in zip(measures(old), alone, served):
            over = "" if max(statistics.median(first), statistics.median(second)) <= measure.budget else "  OVER"
            words = " ".join(measure.words)
            print(f"{words:44.44}  {figures(first):>18}  {figures(second):>18}  {measure.budget:.1f} s{over}")


def figures(seconds):
    return f"{statistics.median(seconds) * 1000:.0f} (max {max(seconds) * 1000:.0f}) ms"


def run_all(program, registry, old, runs, first):
    return [[run(program, registry, old, measure, first + number) for number in range(runs)] for measure in measures(old)]


def run(program, registry, old, measure, number):
    words = [word.format(run=number, address=old.address(1000 + number)) for word in measure.words]
    began = time.monotonic()
    done = subprocess.run(
        [program, *words, *([] if words == ["--version"] else ["--registry", registry])], capture_output=True
    )
    seconds = time.monotonic() - began
    if done.returncode:
        sys.exit(f"namesake {' '.join(words)}: {done.stderr.decode()}")
    return seconds


class Serving:
    """The owner, while the commands ask it."""

    def __init__(self, program, registry, log):
        self._words = [program, "serve", "--registry", registry, "--dns", "127.0.0.1:5399"]
        self._socket = Path(f"{registry}.sock")
        self._log = log

    def __enter__(self):
        with open(self._log, "wb") as log:
            self._process = subprocess.Popen(self._words, stdout=log, stderr=log)
        while not self._socket.exists():
            if self._process.poll() is not None:
                sys.exit(f"serve ended by itself:\n{self._log.read_text()}")
            time.sleep(0.05)
        time.sleep(1)
        return self

    def __exit__(self, *_):
        self._process.send_signal(signal.SIGTERM)
        self._process.wait()


if __name__ == "__main__":
    main()
