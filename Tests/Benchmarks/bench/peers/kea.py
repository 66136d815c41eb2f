"""Kea with its own kind of storage, a file of lines that it never syncs: with its defaults, and with four threads."""

import json
import os

from ..process import Running
from ..wire import SERVER_INTERFACE

#: What Kea's manual recommends for this storage.
THREADS = {"enable-multi-threading": True, "thread-pool-size": 4, "packet-queue-size": 28}


def leases(core, wire, folder, lab, threads=None):
    configuration = {
        "interfaces-config": {"interfaces": [SERVER_INTERFACE]},
        "lease-database": {"type": "memfile", "persist": True, "name": str(folder / "kea.csv")},
        "valid-lifetime": 600,
        "subnet4": [{"subnet": lab.cidr, "pools": [{"pool": lab.range}]}],
        "loggers": [{"name": "kea-dhcp4", "severity": "ERROR", "output_options": [{"output": "stdout"}]}],
    }
    if threads:
        configuration["multi-threading"] = threads
    path = folder / "kea.json"
    path.write_text(json.dumps({"Dhcp4": configuration}))
    (folder / "kea.csv").unlink(missing_ok=True)
    environment = os.environ | {"KEA_PIDFILE_DIR": str(folder), "KEA_LOCKFILE_DIR": str(folder)}
    words = ["ip", "netns", "exec", wire.server, "/usr/sbin/kea-dhcp4", "-c", path]
    return Running(words, core, folder / "kea.log", env=environment)


def threaded_leases(core, wire, folder, lab):
    return leases(core, wire, folder, lab, THREADS)
