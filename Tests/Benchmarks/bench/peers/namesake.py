"""Our server."""

from ..process import Running


def aliases(program, core, port, folder, lab):
    registry = folder / "lab.sqlite"
    if not registry.exists():
        lab.write_registry(program, registry)
    return _serve(program, core, port, folder, ["--registry", registry])


def zone(program, core, port, folder, path, origin):
    zones = folder / "namesake-zones"
    zones.mkdir(exist_ok=True)
    link = zones / f"{origin}.zone"
    if not link.exists():
        link.symlink_to(path)
    return _serve(program, core, port, folder, ["--registry", folder / "empty.sqlite", "--zones", zones])


def _serve(program, core, port, folder, more):
    words = [program, "serve", "--dns", f"127.0.0.1:{port}", *more]
    return Running(words, core, folder / "namesake.log", cwd=folder)
