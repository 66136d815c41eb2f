"""Counts what the server's packet threads allocate, with a library that is preloaded into it."""

import mmap
import shutil
import struct
import subprocess
from pathlib import Path

SOURCE = Path(__file__).with_name("count_allocations.c")


class AllocationCounter:
    """Makes a server count; to be made before the server starts."""

    def __init__(self, server, folder):
        library = folder / "count_allocations.so"
        # The Swift toolchain brings clang; a machine with gcc has cc.
        compiler = shutil.which("clang") or shutil.which("cc")
        assert compiler, "there is no C compiler: neither clang, which the Swift toolchain brings, nor cc"
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, SOURCE], check=True)
        path = folder / "allocations"
        path.write_bytes(bytes(8))
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), 8)
        server.words = ["env", f"LD_PRELOAD={library}", f"ALLOCATION_COUNTER={path}", *server.words]

    @property
    def count(self):
        return struct.unpack("=Q", self._map[:])[0]
