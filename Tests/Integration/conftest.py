"""The fixtures: a lab for each test, and nothing left behind by any of them."""

import signal

import pytest

from lab import namespace, scratch, tools
from lab.lab import Lab


def pytest_sessionstart(session):
    """Says in one sentence what is missing; sweeps up after a run that was killed; ends cleanly when told to end."""
    if session.config.option.collectonly:
        return
    if missing := tools.what_is_missing():
        pytest.exit(missing, returncode=1)
    sweep()
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_sessionfinish(session):
    if not session.config.option.collectonly:
        sweep()


def sweep():
    namespace.sweep()
    scratch.sweep()


@pytest.fixture
def lab():
    """A lab whose server is not running and whose registry does not exist yet."""
    made = Lab()
    try:
        yield made
    finally:
        made.close()


@pytest.fixture
def served(lab):
    """A lab whose server runs, with the article's network and `shop`."""
    lab.server.start()
    lab.found()
    return lab


@pytest.fixture
def cloned(served):
    """The article's Figure 3 on paper: `shop`, its snapshot "latest build", and the clone `shop-qa1` made from it."""
    served.command("snapshot", "take", "shop", "latest build")
    served.command.json("clone", "shop", "shop-qa1", "--snapshot", "latest build")
    return served


@pytest.fixture
def shop_on_file(lab):
    """The article's network and `shop` in a registry that no server holds."""
    lab.found()
    return lab
