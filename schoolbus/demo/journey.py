"""What one simulated bus has to send, in order: the past that a map opened now would know, then fix by fix as time passes."""

from collections import deque
from collections.abc import Iterator, Mapping

from schoolbus.simulate.district import Line, Part
from schoolbus.simulate.drive import Fix
from schoolbus.simulate.live import LiveBus

PARKED_SINCE_S = 300.0  # a parked bus has stood for so long when the scenario begins
STEP_S = 1.0
STANDING_MPS = 0.5
_NEVER_S = float("-inf")
AT_ONCE = 20  # fixes in one message, when a tracker catches up


class Journey:
    """A tracker's memory: fixes that are due wait here until they are delivered, however long nobody takes them.

    A scenario that begins while the last one's tracks are fresh may not speak of the time before their end: those fixes
    would be delayed ones (补报). What is left of the past then begins, as a tracker that was just switched on, at the stop
    that the bus served last. `after_s` leaves out what an earlier drive of the same scenario delivered.
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
        before_s = _NEVER_S if after_s is None else after_s
        self._past = deque(fix for fix in self._told_until(start_s, heard_until_s) if fix.epoch_s > before_s)
        self._after_s = before_s if heard_until_s is None else max(before_s, heard_until_s + STEP_S)
        self._waiting: deque[Fix] = deque()
        self._delivered: deque[Fix] = deque()

    def due(self, now_s: float) -> list[Fix]:
        """The oldest fixes that are due and not delivered, as many as go into one message; none if there is nothing to say."""
        while self._past and len(self._waiting) < AT_ONCE:
            self._waiting.append(self._past.popleft())
        while len(self._waiting) < AT_ONCE and (fix := self._bus.next_fix(now_s)) is not None:
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

    def _told_until(self, start_s: float, heard_until_s: float | None) -> Iterator[Fix]:
        past = self._bus.history()
        if not past or heard_until_s is None or heard_until_s < past[0].epoch_s:
            yield from past
            return
        fresh_s = heard_until_s + STEP_S
        yield self._at_a_stop([fix for fix in past if fix.epoch_s <= fresh_s])._replace(epoch_s=fresh_s, sent_s=start_s)
        yield from (fix for fix in past if fix.epoch_s > fresh_s)

    def _at_a_stop(self, told: list[Fix]) -> Fix:
        """Where the run can still begin: at the stop last served; a bus that is to be late begins at its first stop only."""
        standing = [fix for fix in told if fix.speed_mps < STANDING_MPS]
        return told[0] if self.part.planned_earlier_s or not standing else standing[-1]
