"""NSD, with one server process; without its rate limit, which would drop the load."""

from ..process import Running


def zone(core, port, folder, path, origin):
    configuration = folder / "nsd.conf"
    configuration.write_text(
        f"""server:
  ip-address: 127.0.0.1@{port}
  server-count: 1
  username: ""
  zonesdir: "{folder}"
  database: ""
  pidfile: ""
  xfrdfile: "{folder}/nsd.xfrd"
  zonelistfile: "{folder}/nsd.zones"
  verbosity: 0
  rrl-ratelimit: 0
remote-control:
  control-enable: no
zone:
  name: {origin}
  zonefile: {path}
"""
    )
    return Running(["/usr/sbin/nsd", "-d", "-c", configuration], core, folder / "nsd.log")
