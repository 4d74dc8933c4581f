"""What one simulated bus has to send, in order: the past that a map opened now would know, then fix by fix as time passes."""

from collections import deque
from collections.abc import Iterator, Mapping

from schoolbus.simulate.district import Line, Part
from schoolbus.simulate.drive import Fix
from schoolbus.simulate.live import LiveBus

PARKED_SINCE_S = 300.0  # a parked bus has stood for so long when the scenario begins
STEP_S = 1.0
AT_ONCE = 20  # fixes in one message, when a tracker catches up


class Journey:
    """A tracker's memory: fixes that are due wait here until they are delivered, however long nobody takes them.

    A scenario that begins while the last one's tracks are fresh may not speak of the time before their end: those fixes
    would be delayed ones (补报). What is left of the past then begins, as a tracker that was just switched on, at the first
    stop. `after_s` leaves out what an earlier drive of the same scenario delivered.
    """

    def __init__(
        self,
        part: Part,
        lines: Mapping[str, Line],
        *,
        start_s: float,
        heard_until_s: float | None = None,
        after_s: float | None = None,
    ) -> None:
        self.part = part
        self._bus = LiveBus(part, lines, start_s if part.parked_at is None else start_s - PARKED_SINCE_S)
        self._past = deque(self._told_until(start_s, heard_until_s))
        self._after_s = max(
            (moment for moment in (heard_until_s, after_s) if moment is not None), default=float("-inf")
        )
        self._waiting: deque[Fix] = deque()
        self._delivered: deque[Fix] = deque()

    def due(self, now_s: float) -> list[Fix]:
        """The oldest fixes that are due and not delivered, as many as go into one message; none if there is nothing to say."""
        while len(self._waiting) < AT_ONCE and (fix := self._next(now_s)) is not None:
            if fix.epoch_s > self._after_s:
                self._waiting.append(fix)
        return [fix for fix, _ in zip(self._waiting, range(AT_ONCE), strict=False)]

    def delivered(self, fixes: list[Fix]) -> None:
        """The first of the due ones are delivered."""
        for _ in fixes:
            self._delivered.append(self._waiting.popleft())

    def forget(self, until_s: float) -> None:
        """What was delivered and is older than this will not be asked for again."""
        while self._delivered and self._delivered[0].sent_s < until_s:
            self._delivered.popleft()

    def again(self) -> None:
        """Everything delivered and not forgotten is due once more: nothing told that it had arrived."""
        self._waiting.extendleft(reversed(self._delivered))
        self._delivered.clear()

    def next_s(self) -> float:
        """When the next fix is due."""
        return self._waiting[0].sent_s if self._waiting else self._bus.due_s

    def _next(self, now_s: float) -> Fix | None:
        return self._past.popleft() if self._past else self._bus.next_fix(now_s)

    def _told_until(self, start_s: float, heard_until_s: float | None) -> Iterator[Fix]:
        past = self._bus.history()
        if not past or heard_until_s is None or heard_until_s < past[0].epoch_s:
            yield from past
            return
        yield past[0]._replace(epoch_s=heard_until_s + STEP_S, sent_s=start_s)
        yield from (fix for fix in past if fix.epoch_s > heard_until_s + STEP_S)
