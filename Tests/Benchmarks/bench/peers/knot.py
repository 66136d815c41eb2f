"""Knot DNS, with one worker of each kind."""

from ..process import Running


def zone(core, port, folder, path, origin):
    storage = folder / "knot"
    storage.mkdir(exist_ok=True)
    configuration = folder / "knot.conf"
    configuration.write_text(
        f"""server:
  rundir: {storage}
  listen: 127.0.0.1@{port}
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
database:
  storage: {storage}
log:
  - target: stderr
    any: error
zone:
  - domain: {origin}
    file: {path}
    zonefile-load: whole
    journal-content: none
"""
    )
    return Running(["/usr/sbin/knotd", "-c", configuration], core, folder / "knot.log")
