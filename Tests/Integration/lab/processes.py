"""Processes that end when they are told to, by their process id, and that cannot outlive the tests."""

import os
import signal
import subprocess


def start(words, log, namespace=None, **options):
    """Starts a program with its output in the file `log`; the kernel kills it if the test process dies.

    `setpriv` and `ip netns exec` replace themselves, so the process id is the program's own.
    """
    inside = ["ip", "netns", "exec", namespace.name] if namespace else []
    with open(log, "ab") as output:
        return subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "--", *inside, *map(str, words)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            **options,
        )


def stop(process, how=signal.SIGTERM, patience=15):
    """Stops a process that `start` began; kills it when it does not listen. Returns its exit status."""
    if process.poll() is None:
        process.send_signal(how)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    return process.returncode


def clean_environment(**more):
    """Our environment without the variables that the product reads."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NAMESAKE")}
    return kept | more
