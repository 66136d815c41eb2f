"""Counts of a run."""

import collections
import dataclasses


@dataclasses.dataclass
class Tally:
    zones: int = 0
    questions: int = 0
    verdicts: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    # Of namesake's replies: what the questions reached.
    shapes: collections.Counter = dataclasses.field(default_factory=collections.Counter)

    def report(self, seconds):
        lines = [f"{self.zones} zones, {self.questions} questions, {seconds:.0f} s"]
        for counts in (self.shapes, self.verdicts):
            lines += [f"  {count:7} {what}" for what, count in counts.most_common()] + [""]
        return "\n".join(lines).rstrip()
