"""What a registry file contains, to compare before and after."""

import contextlib
import sqlite3


def contents(registry):
    """Every row of every table as SQL text."""
    with contextlib.closing(sqlite3.connect(f"file:{registry}?mode=ro", uri=True)) as database:
        return list(database.iterdump())
