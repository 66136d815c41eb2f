"""Whether a registry keeps what its server has promised: read from the file itself, without the server's help."""

import contextlib
import math
import shutil
import sqlite3
import socket
import struct

BOUND = 1


def copy_of(registry, folder):
    """The file and its journal as they lie there, as after a power cut."""
    copy = folder / "copy.sqlite"
    for suffix in ("", "-wal"):
        copy.with_name(copy.name + suffix).unlink(missing_ok=True)
        source = registry.with_name(registry.name + suffix)
        if source.exists():
            shutil.copy(source, copy.with_name(copy.name + suffix))
    return copy


def check(registry, folder, promises):
    """Every ACK is in the file with all the time it promised, nobody shares an address, and the file is sound."""
    copy = copy_of(registry, folder)
    with contextlib.closing(sqlite3.connect(copy)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = database.execute("SELECT mac, address, state, expires FROM lease").fetchall()
    addresses = [address for _, address, _, _ in rows]
    assert len(addresses) == len(set(addresses))
    leases = {_mac(mac): (_address(address), state, expires) for mac, address, state, expires in rows}
    for promise in promises:
        assert promise.mac in leases, f"{promise} is not in the registry"
        address, state, expires = leases[promise.mac]
        assert (address, state) == (promise.address, BOUND), f"{promise}, but the registry has {leases[promise.mac]}"
        assert expires >= math.floor(promise.asked) + promise.seconds, f"{promise}, but it ends at {expires}"
    holders = {}
    for promise in promises:
        assert holders.setdefault(promise.address, promise.mac) == promise.mac, f"{promise.address} has two holders"


def _mac(number):
    return number.to_bytes(6).hex("-").upper()


def _address(number):
    return socket.inet_ntoa(struct.pack("!I", number))
