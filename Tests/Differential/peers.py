"""The three servers, each in the foreground, on a loopback port of its own, with everything it writes in one folder."""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

from names import text


class Peer:
    """One server with the zones of a world."""

    name = "a server"

    def __init__(self, folder, zones):
        """`zones`: pairs of apex and file."""
        self.folder = pathlib.Path(folder) / self.name
        self.folder.mkdir()
        self.port = free_port()
        self.log = self.folder / "log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                self.command(zones), stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder,
                env=clean_environment(),
            )  # fmt: skip

    def command(self, zones):
        raise NotImplementedError

    def write(self, name, content):
        path = self.folder / name
        path.write_text(content)
        return path

    def check_alive(self):
        status = self.process.poll()
        if status is not None:
            raise SystemExit(f"{self.name} ended with status {status}:\n{self.log.read_text()[-4000:]}")

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Namesake(Peer):
    name = "namesake"

    def command(self, zones):
        binary = os.environ.get("NAMESAKE") or ".build/debug/namesake"
        folder = self.folder / "zones"
        folder.mkdir()
        for _, file in zones:
            os.link(file, folder / file.name)
        registry = self.folder / "registry.sqlite"
        words = [pathlib.Path(binary).resolve(), "serve", "--registry", registry]
        return [*words, "--dns", f"127.0.0.1:{self.port}", "--zones", folder]


class NSD(Peer):
    name = "nsd"

    def command(self, zones):
        lines = [
            "server:", f" ip-address: 127.0.0.1@{self.port}", ' username: ""', ' pidfile: ""', ' database: ""',
            " server-count: 1", " rrl-ratelimit: 0", ' chroot: ""', " ipv4-edns-size: 1232",
            f' zonesdir: "{self.folder}"', f' xfrdfile: "{self.folder}/xfrd"', f' xfrdir: "{self.folder}"',
            f' zonelistfile: "{self.folder}/zones"', f' cookie-secret-file: "{self.folder}/cookies"',
            "remote-control:", " control-enable: no",
        ]  # fmt: skip
        for origin, file in zones:
            lines += ["zone:", f' name: "{text(origin)}"', f' zonefile: "{file}"']
        return [tool("nsd"), "-d", "-c", self.write("nsd.conf", "\n".join(lines) + "\n")]


class Knot(Peer):
    name = "knot"

    def command(self, zones):
        lines = [
            "server:", f"    listen: 127.0.0.1@{self.port}", f"    rundir: {self.folder}", "    udp-workers: 1",
            "    tcp-workers: 1", "    background-workers: 2", "    udp-max-payload: 1232",
            "log:", "  - target: stderr", "    any: warning",
            "database:", f"    storage: {self.folder}", "zone:",
        ]  # fmt: skip
        for origin, file in zones:
            lines += [f'  - domain: "{text(origin)}"', f"    file: {file}", "    zonefile-sync: -1"]
            lines += ["    journal-content: none", "    semantic-checks: off"]
        return [tool("knotd"), "-c", self.write("knot.conf", "\n".join(lines) + "\n")]


def tool(name):
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        raise SystemExit(f"{name} is missing: install the Debian package {name.removesuffix('d') if name == 'knotd' else name}")
    return found


def clean_environment():
    """Nothing of the caller's configuration reaches the server under test."""
    return {key: value for key, value in os.environ.items() if not key.startswith("NAMESAKE")}


def free_port():
    """A loopback port that is free for UDP and TCP now."""
    while True:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp, socket.socket() as tcp:
            udp.bind(("127.0.0.1", 0))
            try:
                tcp.bind(udp.getsockname())
            except OSError:
                continue
            return udp.getsockname()[1]


def wait_until(condition, seconds, what):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit(f"waited {seconds} s in vain: {what}")
        time.sleep(0.05)
