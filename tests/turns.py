"""Where several processes share the tests (`-n 2`): a test that is marked `alone` waits until no other runs, and none begins."""

from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_SH, LOCK_UN, flock
from pathlib import Path


@contextmanager
def turn(folder: Path, *, alone: bool) -> Iterator[None]:
    """The time of one test. `folder` is the same for all processes, and is made.

    Who comes passes the gate first; who wants to be alone keeps it shut, so that the others cannot take turns before it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    how = LOCK_EX if alone else LOCK_SH
    with (folder / "gate").open("w") as gate, (folder / "road").open("w") as road:
        flock(gate, how)
        flock(road, how)
        if not alone:
            flock(gate, LOCK_UN)
        try:
            yield
        finally:
            flock(road, LOCK_UN)
            flock(gate, LOCK_UN)
