"""Disks that fail: one that is full, and one that gives errors."""

import mmap
import shutil
import subprocess
import threading
from pathlib import Path

SOURCE = Path(__file__).with_name("fail_writes.c")
SIZE = 12 << 20


class SmallDisk:
    """A small file system in a folder; use as a context."""

    def __init__(self, folder):
        self.folder = folder
        self._ballast = folder / "ballast"
        self._filling = threading.Event()
        self._thread = None

    def __enter__(self):
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", self.folder], check=True)
        return self

    def fill(self):
        """Takes every page that is free, and every page that becomes free."""
        self._filling.set()
        self._thread = threading.Thread(target=self._fill, daemon=True)
        self._thread.start()

    def _fill(self):
        with self._ballast.open("ab", buffering=0) as file:
            while self._filling.is_set():
                try:
                    file.write(bytes(4096))
                except OSError:
                    # Full, for now.
                    threading.Event().wait(0.001)

    def clear(self):
        """There is space again."""
        if self._thread is not None:
            self._filling.clear()
            self._thread.join()
            self._thread = None
            self._ballast.unlink()

    def __exit__(self, *_):
        self.clear()
        subprocess.run(["umount", "--lazy", self.folder], check=True)


class FailingWrites:
    """Makes a server's writes or syncs fail with EIO; to be made before the server starts."""

    WRITES, SYNCS = 1, 2

    def __init__(self, server, folder):
        library, switch = folder / "fail_writes.so", folder / "fail_writes"
        compiler = shutil.which("clang") or shutil.which("cc")
        assert compiler, "there is no C compiler: neither clang, which the Swift toolchain brings, nor cc"
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, SOURCE], check=True)
        switch.write_bytes(bytes(1))
        with switch.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), 1)
        server.words = ["env", f"LD_PRELOAD={library}", f"FAIL_WRITES={switch}", *server.words]

    def fail(self, kind):
        self._map[0] = kind
