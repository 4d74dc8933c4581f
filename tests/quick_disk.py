"""Where the tests' servers and files lie: in memory where there is plenty of it, for every database of a test is a copy.

What a test shows does not change by it: `fsync` stays on, and who is killed finds what the system kept, as on a disk.
"""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 (whose folders there are made by mkdtemp)
USUAL = "/tmp"  # noqa: S108 (only compared)
PREFIX = "schoolbus-test-"
GIB = 1024**3
FREE_BYTES = 4 * GIB  # the suite's two processes use less than one


def choose() -> bool:
    """Let this process and its children make their temporary files in memory; whether that is so."""
    if tempfile.gettempdir() == str(MEMORY):  # a worker: its controller has chosen
        return True
    if os.environ.get("TMPDIR", USUAL).rstrip("/") != USUAL or not _roomy():  # somebody else's choice stands
        return False
    _clear()
    tempfile.tempdir = os.environ["TMPDIR"] = str(MEMORY)
    return True


def _roomy() -> bool:
    with contextlib.suppress(OSError, StopIteration, ValueError):
        lines = Path("/proc/meminfo").read_text().splitlines()
        available = 1024 * next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable:"))
        return os.access(MEMORY, os.W_OK) and min(available, shutil.disk_usage(MEMORY).free) >= FREE_BYTES
    return False


def _clear() -> None:
    """Remove what runs left that were killed: memory is too dear to keep it. A cluster that runs is let alone."""
    for left in MEMORY.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError, ValueError):
            if not _lives(left):
                shutil.rmtree(left, ignore_errors=True)


def _lives(folder: Path) -> bool:
    return any(Path(f"/proc/{file.read_text().split()[0]}").exists() for file in folder.rglob("postmaster.pid"))
