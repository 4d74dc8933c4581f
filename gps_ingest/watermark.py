"""How far the doors have delivered, so that the passing of time is never judged ahead of what was sent to us."""

from collections.abc import Iterable
from dataclasses import dataclass

from core import clock
from gps_ingest.frames import Mark

BREAK_S = 10.0  # marks are sent every second; so long without one, and the door was not open


@dataclass(frozen=True, slots=True)
class Reached:
    """Up to when all that the doors were sent is here (None: not known now), and since when they have been open."""

    watermark_s: float | None = None
    up_since_s: float = 0.0


class Watermark:
    """Marks that were sent through each door and that came back through the queue, behind everything before them."""

    def __init__(self, doors: Iterable[str]) -> None:
        self._reached: dict[str, float | None] = dict.fromkeys(doors)
        self._up_since: dict[str, float] = dict.fromkeys(doors, 0.0)
        self._oldest: dict[str, float | None] = dict.fromkeys(self._reached)

    def sent(self, door: str, sent_s: float) -> None:
        """A mark is sent, or would be if the door were open."""
        if self._oldest[door] is None:
            self._oldest[door] = sent_s

    def after(self, marks: Iterable[Mark]) -> Reached:
        """Where we are once a batch that ends with these marks is committed; nothing when it ends with none."""
        moved = False
        for mark in marks:
            if mark.sent_s is None:
                continue
            before = self._reached[mark.door]
            if before is None or mark.sent_s - before > BREAK_S:
                self._up_since[mark.door] = clock.epoch()
            self._reached[mark.door] = mark.sent_s
            self._oldest[mark.door] = None
            moved = True
        reached = [each for each in self._reached.values() if each is not None]
        if not moved or len(reached) < len(self._reached):
            return Reached()
        return Reached(min(reached), max(self._up_since.values()))

    def behind_s(self, now_s: float) -> float:
        """The age of the oldest mark sent since one came back."""
        oldest = [sent_s for sent_s in self._oldest.values() if sent_s is not None]
        return max(0.0, now_s - min(oldest)) if oldest else 0.0
