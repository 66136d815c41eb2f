"""One virtual wire between two network namespaces: the server's end and the load's."""

import os
import subprocess

PREFIX = "nskbench"
SERVER_INTERFACE, LOAD_INTERFACE = "server0", "load0"


class Wire:
    """Use as a context. The server has the network's first address, the load its second."""

    server_address, load_address = "10.54.0.1", "10.54.0.2"
    prefix_length = 15

    def __init__(self):
        self.server = f"{PREFIX}{os.getpid()}-server"
        self.load = f"{PREFIX}{os.getpid()}-load"

    def __enter__(self):
        try:
            for namespace in (self.server, self.load):
                _ip("netns", "add", namespace)
                _ip("-n", namespace, "link", "set", "lo", "up")
            _ip(
                "-n", self.server, "link", "add", "name", SERVER_INTERFACE, "type", "veth",
                "peer", "name", LOAD_INTERFACE, "netns", self.load,
            )  # fmt: skip
            self._set_up(self.server, SERVER_INTERFACE, self.server_address)
            self._set_up(self.load, LOAD_INTERFACE, self.load_address)
        except BaseException:
            self.__exit__()
            raise
        return self

    def _set_up(self, namespace, interface, address):
        _ip("-n", namespace, "address", "add", f"{address}/{self.prefix_length}", "dev", interface)
        _ip("-n", namespace, "link", "set", interface, "up")

    def __exit__(self, *_):
        for namespace in (self.server, self.load):
            subprocess.run(["ip", "netns", "delete", namespace], capture_output=True)


def _ip(*words):
    done = subprocess.run(["ip", *map(str, words)], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"ip {words}: {done.stderr.strip()}")
