"""How soon a lease change is answered, while dnsperf asks as fast as it can."""

import json
import subprocess
import time

PORT = 5398
SHARES = ["p50", "p99", "p99.9", "max"]
MEASURED = {"inside": "inside the server", "outside": "over a socket", "usual": "(a question of no news)"}


def measure(program, folder, lab, queries, seconds, rate=5000):
    """The figures that the benchmark's own process has measured, and the load it was under."""
    registry, aliases = folder / "news.sqlite", folder / "news.aliases"
    aliases.write_text("".join(f"{alias}.{lab.domain}\n" for alias in lab.aliases))
    words = [program, registry, aliases, PORT, seconds, rate]
    process = subprocess.Popen(list(map(str, words)), stdout=subprocess.PIPE, text=True)
    try:
        time.sleep(2)
        load = ["dnsperf", "-s", "127.0.0.1", "-p", PORT, "-d", queries, "-l", seconds - 3]
        done = subprocess.run(list(map(str, load)), capture_output=True, text=True, check=True)
        output, _ = process.communicate(timeout=seconds + 60)
    finally:
        process.kill()
        process.wait()
    per_second = next(line.split()[-1] for line in done.stdout.splitlines() if "Queries per second" in line)
    return json.loads(output) | {"queries/s": float(per_second)}


def report(figures):
    print(f"\n{figures['rate']:.0f} lease changes a second under {figures['queries/s']:.0f} queries a second")
    print(f"{'us from commit to answer':<26} {'median':>8} {'99 %':>8} {'99.9 %':>8} {'longest':>8}")
    for kind, meaning in MEASURED.items():
        print(f"{meaning:<26} " + " ".join(f"{figures[f'{kind} {share}']:>8.0f}" for share in SHARES))
    print(
        f"{figures['samples']:.0f} sampled: {figures['late']:.0f} not shown at once, {figures['wrong']:.0f} wrong answers,"
        f" {figures['lost']:.0f} questions lost, {figures['failed batches']:.0f} batches failed"
    )
    print(
        f"a clone of 100 machines in {figures['clone ms']:.0f} ms: {figures['clone asked before']:.0f} questions before it"
        f" appeared, {figures['clone asked after']:.0f} after, {figures['clone missing']:.0f} of them for a name not there"
    )
