"""Numbers that the bench and its processes share, in memory."""

import mmap
from pathlib import Path

ALLOWED, SENT, COUNTED, READY = range(4)
STOP = -1  # of ALLOWED: leave


class Shared:
    """How much may be sent, how much was sent, how much a bare subscriber has counted, whether the load stands ready."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(64))
        with path.open("r+b") as file:
            # one aligned word a number: none is ever read half written
            self._numbers = memoryview(mmap.mmap(file.fileno(), 64)).cast("q")

    def get(self, slot: int) -> int:
        """One of ALLOWED, SENT, COUNTED, READY."""
        return self._numbers[slot]

    def put(self, slot: int, value: int) -> None:
        """Write one."""
        self._numbers[slot] = value
