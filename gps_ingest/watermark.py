"""How far the doors have delivered, so that the passing of time is never judged ahead of what was sent to us."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from core import clock
from gps_ingest.frames import Mark

MOST_UNDER_WAY = 3600
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
        self._under_way: dict[str, deque[float]] = {door: deque() for door in self._reached}

    def sent(self, door: str, sent_s: float) -> None:
        """A mark is sent, or would be if the door were open."""
        if len(self._under_way[door]) < MOST_UNDER_WAY:  # a broker may be away for weeks; the oldest is what counts
            self._under_way[door].append(sent_s)

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
            waiting = self._under_way[mark.door]
            while waiting and waiting[0] <= mark.sent_s:
                waiting.popleft()
            moved = True
        reached = [each for each in self._reached.values() if each is not None]
        if not moved or len(reached) < len(self._reached):
            return Reached()
        return Reached(min(reached), max(self._up_since.values()))

    def behind_s(self, now_s: float) -> float:
        """The age of the oldest mark that has not come back."""
        oldest = [waiting[0] for waiting in self._under_way.values() if waiting]
        return max(0.0, now_s - min(oldest)) if oldest else 0.0
