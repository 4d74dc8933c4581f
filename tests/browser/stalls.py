"""For how long somebody on this machine waited for a processor: beside a whole suite that is most of the time."""

from bisect import bisect_right
from pathlib import Path
from threading import Event, Thread

from core import clock

PRESSURE = Path("/proc/pressure/cpu")  # Linux' own count; where it is not kept, nothing counts as waiting
EVERY_S = 0.05


class Stalls:
    """Watches from its entry to its exit."""

    def __init__(self) -> None:
        self._stop = Event()
        self._thread = Thread(target=self._watch)
        self._at: list[float] = []
        self._stalled: list[float] = []

    def __enter__(self) -> "Stalls":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def between(self, since_s: float, until_s: float) -> float:
        """Seconds of waiting between two moments in seconds since 1970 UTC."""
        return self._until(until_s) - self._until(since_s)

    def _watch(self) -> None:
        while not self._stop.wait(EVERY_S):
            self._stalled.append(_stalled_s())
            self._at.append(clock.epoch())

    def _until(self, moment_s: float) -> float:
        index = bisect_right(self._at, moment_s) - 1
        return self._stalled[max(index, 0)] if self._at else 0.0


def _stalled_s() -> float:
    """Of the machine, since it was started."""
    try:
        some = PRESSURE.read_text().splitlines()[0]
    except OSError:
        return 0.0
    return int(some.rpartition("total=")[2]) / 1e6
