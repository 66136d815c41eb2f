"""Somebody inside the server, with a library that is preloaded into it."""

import ctypes
import errno
import os
import shutil
import signal
import subprocess
from pathlib import Path

from .deadline import eventually

SOURCE = Path(__file__).with_name("intruder.c")
_libc = ctypes.CDLL(None, use_errno=True)
_TGKILL = {"x86_64": 234, "aarch64": 131}[os.uname().machine]


class Intruder:
    """To be made before the server starts."""

    def __init__(self, server, folder):
        self.server = server
        library, self._report = folder / "intruder.so", folder / "intruder"
        compiler = shutil.which("clang") or shutil.which("cc")
        assert compiler, "there is no C compiler: neither clang, which the Swift toolchain brings, nor cc"
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, SOURCE], check=True)
        self._report.touch()
        self._report.chmod(0o666)
        server.words = ["env", f"LD_PRELOAD={library}", f"INTRUDER_REPORT={self._report}", *server.words]

    def attempts(self):
        """What came of each attempt: the name of an errno, or nothing where it was done."""
        os.kill(self.server.pid, signal.SIGUSR2)
        eventually(lambda: "done " in self._report.read_text(), "the attempts are made")
        lines = [line.split() for line in self._report.read_text().splitlines()]
        return {what: errno.errorcode.get(int(code)) for what, code in lines}

    def stop_thread(self, name):
        """The thread of that name stops for ever; the others do not."""
        threads = [each for each in Path(f"/proc/{self.server.pid}/task").iterdir()]
        (thread,) = [int(each.name) for each in threads if (each / "comm").read_text().strip() == name]
        if _libc.syscall(_TGKILL, self.server.pid, thread, signal.SIGPROF):
            raise OSError(ctypes.get_errno(), "tgkill")
