"""Our server."""

import shutil

from ..process import Running
from ..wire import SERVER_INTERFACE


def aliases(program, core, port, folder, lab):
    registry = folder / "lab.sqlite"
    if not registry.exists():
        lab.write_registry(program, registry)
    return _serve(program, core, port, folder, ["--registry", registry])


def zone(program, core, port, folder, path, origin):
    zones = folder / "namesake-zones"
    zones.mkdir(exist_ok=True)
    file = zones / f"{origin}.zone"
    if not file.exists():
        shutil.copy(path, file)
    return _serve(program, core, port, folder, ["--registry", folder / "empty.sqlite", "--zones", zones])


def _serve(program, core, port, folder, more):
    words = [program, "serve", "--dns", f"127.0.0.1:{port}", *more]
    return Running(words, core, folder / "namesake.log", cwd=folder)


def leases(program, core, wire, folder, lab):
    """With a registry that no lease was ever given from."""
    registry, fresh = folder / "leases.sqlite", folder / f"{lab.count}-machines.sqlite"
    if not fresh.exists():
        lab.write_registry(program, fresh)
    for old in folder.glob(f"{registry.name}*"):
        old.unlink()
    shutil.copy(fresh, registry)
    words = ["ip", "netns", "exec", wire.server, program, "serve", "--registry", registry]
    words += ["--dhcp", SERVER_INTERFACE, "--dns", f"{wire.server_address}:53"]
    return Running(words, core, folder / "namesake.log", cwd=folder)
