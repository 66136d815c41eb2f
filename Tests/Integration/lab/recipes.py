"""The recipes of the documentation, read from it, so that what is tested is what is written."""

import re

from .tools import REPOSITORY

PAGE = REPOSITORY / "docs/forwarding.md"


def recipe(name):
    """The block of the page that is fenced as ```name."""
    found = re.findall(rf"^```{re.escape(name)}\n(.*?)^```", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    assert len(found) == 1, f"{PAGE.name} has {len(found)} blocks of {name}"
    return found[0]
