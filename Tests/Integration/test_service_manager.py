"""What a service manager is told: ready, reloading, alive for as long as every thread answers, and stopping."""

import os
import signal
import time

import pytest

from lab import article
from lab.intruder import Intruder
from lab.manager import Manager

#: Shorter than anybody would set it; a third of it is still longer than a packet thread's second.
WATCHDOG = 4.5


@pytest.fixture
def managed(lab):
    manager = Manager(lab.server, lab.folder, WATCHDOG)
    yield lab, manager
    manager.close()


def test_the_manager_hears_each_change_of_state(managed):
    lab, manager = managed
    lab.server.start()
    manager.wait_for("READY=1")
    # Whoever is told that it is ready can ask it.
    assert lab.command.json(*article.network())["name"] == "lab"
    manager.heard.clear()
    os.kill(lab.server.pid, signal.SIGHUP)
    manager.wait_for("READY=1")
    assert manager.heard[:2] == ["RELOADING=1", "READY=1"]
    manager.heard.clear()
    manager.wait_for("WATCHDOG=1")
    lab.server.stop()
    assert manager.listen()[-1] == "STOPPING=1"


@pytest.mark.parametrize("thread", ["dns-udp-0", "dhcp-eth0", "registry"])
def test_a_thread_that_does_not_answer_ends_the_signs_of_life(managed, thread):
    lab, manager = managed
    intruder = Intruder(lab.server, lab.folder)
    lab.server.start()
    manager.wait_for("WATCHDOG=1")
    intruder.stop_thread(thread)
    # The round in which it stopped may still count.
    time.sleep(WATCHDOG)
    manager.listen()
    manager.heard.clear()
    time.sleep(WATCHDOG)
    assert "WATCHDOG=1" not in manager.listen()
    assert "threads do not answer" in lab.server.log and thread in lab.server.log
    lab.server.kill()


def test_a_server_that_nobody_watches_says_nothing_of_life(lab):
    manager = Manager(lab.server, lab.folder)
    lab.server.start()
    manager.wait_for("READY=1")
    time.sleep(2)
    assert manager.listen() == ["READY=1"]
    manager.close()
