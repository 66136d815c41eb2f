"""A service manager such as systemd: the socket at which a server says how it does (sd_notify(3))."""

import socket

from .deadline import eventually


class Manager:
    """To be made before the server starts."""

    def __init__(self, server, folder, watchdog=None):
        path = folder / "notify"
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        self._socket.setblocking(False)
        path.chmod(0o666)
        self.heard = []
        told = [f"NOTIFY_SOCKET={path}"]
        told += [f"WATCHDOG_USEC={int(watchdog * 1_000_000)}"] if watchdog else []
        server.words = ["env", *told, *server.words]

    def listen(self):
        """Everything that was said until now, a word each."""
        while True:
            try:
                said = self._socket.recv(4096).decode()
            except BlockingIOError:
                return self.heard
            self.heard += [line for line in said.splitlines() if not line.startswith("MONOTONIC_USEC=")]

    def wait_for(self, word, patience=10):
        eventually(lambda: word in self.listen(), lambda: f"the manager hears {word}: {self.heard}", within=patience)

    def close(self):
        self._socket.close()
