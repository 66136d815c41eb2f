"""Registry files that cannot be used: not a registry, read-only, or newer than the binary."""

import contextlib
import shutil
import sqlite3

import pytest

from lab import article
from lab.command import Command

QUESTION = ("env", "list")
CHANGE = ("env", "create", "other", "--machine", "web-server")


def serve(lab):
    """Starts a server that cannot start; returns its exit status and what it said."""
    done = lab.server_namespace.run(*lab.server.words, cwd=lab.folder)
    return done.returncode, done.stdout + done.stderr


def make_newer(registry):
    """What a later version of the product leaves behind: a migration that this binary does not know."""
    with contextlib.closing(sqlite3.connect(registry)) as database, database:
        database.execute("INSERT INTO grdb_migrations (identifier) VALUES ('9999-from-the-future')")


@pytest.mark.parametrize("words", [QUESTION, CHANGE], ids=["a question", "a change"])
def test_a_file_that_is_no_registry_is_refused(lab, words):
    garbage = b"This is a letter, not a registry.\n" * 100
    lab.command.registry.write_bytes(garbage)
    assert str(lab.command.registry) in lab.command.refused(*words)
    assert lab.command.registry.read_bytes() == garbage


def test_a_server_does_not_start_on_a_file_that_is_no_registry(lab):
    lab.command.registry.write_bytes(b"This is a letter, not a registry.\n" * 100)
    status, said = serve(lab)
    assert status == 1 and str(lab.command.registry) in said, said


@pytest.mark.parametrize("words", [QUESTION, CHANGE], ids=["a question", "a change"])
def test_another_program_s_database_is_refused(lab, words):
    with contextlib.closing(sqlite3.connect(lab.command.registry)) as database, database:
        database.execute("CREATE TABLE songs (title TEXT)")
    before = lab.command.registry.read_bytes()
    assert str(lab.command.registry) in lab.command.refused(*words)
    assert lab.command.registry.read_bytes() == before


@pytest.mark.parametrize("words", [QUESTION, CHANGE], ids=["a question", "a change"])
def test_a_registry_newer_than_the_binary_is_refused(shop_on_file, words):
    make_newer(shop_on_file.command.registry)
    sentence = shop_on_file.command.refused(*words)
    assert str(shop_on_file.command.registry) in sentence and "newer" in sentence


def test_a_server_does_not_start_on_a_newer_registry(shop_on_file):
    make_newer(shop_on_file.command.registry)
    status, said = serve(shop_on_file)
    assert status == 1 and "newer" in said, said


class Nobody(Command):
    """The command as a user who is not root, for whom file modes count."""

    prefix = ("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--")


def test_a_read_only_registry_refuses_a_change(shop_on_file):
    registry = shop_on_file.command.registry
    registry.chmod(0o444)
    shutil.chown(shop_on_file.folder, 65534, 65534)
    before = registry.read_bytes()
    sentence = Nobody(registry).refused(*CHANGE)
    assert str(registry) in sentence
    assert registry.read_bytes() == before


def test_a_registry_in_a_folder_that_cannot_be_written_is_refused(lab):
    lab.folder.chmod(0o555)
    sentence = Nobody(lab.command.registry).refused(*article.network())
    assert str(lab.command.registry) in sentence
    assert list(lab.folder.iterdir()) == []
