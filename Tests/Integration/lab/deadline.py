"""Waiting for something that will be true, with a deadline so generous that only a defect can miss it."""

import time

#: Long enough for a loaded machine with two cores; a test that waits this long has failed.
GENEROUS = 30.0


def eventually(attempt, what, within=GENEROUS, every=0.05):
    """Calls `attempt` until its answer is true, and returns that answer.

    `what` names the hope in the failure: a text, or a function that makes one when it is needed.
    """
    end = time.monotonic() + within
    while True:
        answer = attempt()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"waited {within:.0f} s in vain: {what() if callable(what) else what}")
        time.sleep(every)
