"""Starting a process again when it died or could not be started, later each time, and saying so."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from schoolbus.stack.child import Child

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
WELL_AFTER_S = 20.0  # what ran so long since its start does not die of starting: it is back at once


def _nothing() -> None:
    """No preparation."""


@dataclass
class Tending:
    """A child and how often it died lately. `before` prepares every start."""

    child: Child
    say: Callable[[str], None]
    before: Callable[[], None] = _nothing
    well_after_s: float = WELL_AFTER_S
    deaths: int = 0
    _pause_s: float = FIRST_PAUSE_S
    _started: float = 0.0
    _again: float | None = None

    def start(self) -> None:
        """Start it."""
        self.before()
        self.child.start()
        self._started = time.monotonic()
        self._again = None

    def tend(self) -> bool:
        """Start it again if it died and its pause is over. Returns whether it was started."""
        self.child.trim_log()
        exit_code = self.child.exit_code
        if exit_code is None:
            return False
        now = time.monotonic()
        if self._again is None:
            self.deaths += 1
            if now - self._started > self.well_after_s:
                self._pause_s = FIRST_PAUSE_S
            self._later(now, _how(exit_code))
        if self._again is None or now < self._again:
            return False
        try:
            self.start()
        except OSError as error:  # a full disk takes neither configuration nor log; it must not end whoever watches
            self._later(now, f"cannot be started ({error.strerror})")
            return False
        return True

    def _later(self, now: float, why: str) -> None:
        self._again = now + self._pause_s
        self.say(f"{self.child.name} {why}; starting it again in {self._pause_s:g} s")
        self._pause_s = min(LONGEST_PAUSE_S, self._pause_s * 2)


def _how(exit_code: int) -> str:
    return f"was killed by signal {-exit_code}" if exit_code < 0 else f"ended with exit code {exit_code}"
