"""A bus that drives all day: its lines in turn, fix by fix as time passes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count, takewhile

from schoolbus.simulate.district import Line, Part
from schoolbus.simulate.drive import Fix, drive, stand

PARKED_CHUNK_S = 3600.0


@dataclass(frozen=True)
class Run:
    """One passage of a line: when it really leaves and arrives, and when it was planned to leave (epoch seconds)."""

    number: int
    line: str
    direction: str
    depart_s: float
    arrive_s: float
    planned_s: float


class LiveBus:
    """One bus of the demo from `start_s` (epoch seconds) on, without end; the same start gives the same fixes."""

    def __init__(self, part: Part, lines: Mapping[str, Line], start_s: float) -> None:
        self.part = part
        self.start_s = start_s
        self._lines = lines
        self._fixes = self._heard()
        self._next = next(self._fixes)

    @property
    def due_s(self) -> float:
        """When the next fix is to be sent."""
        return self._next.sent_s

    def next_fix(self, now_s: float) -> Fix | None:
        """The next fix if it is due by now, else None; to be asked again until it is None."""
        if self._next.sent_s > now_s:
            return None
        fix, self._next = self._next, next(self._fixes)
        return fix

    def history(self) -> list[Fix]:
        """The fixes of the run under way from before the start, oldest first: what a map opened now would know already."""
        first = next(self._all_runs(), None)
        return [] if first is None else [fix for fix in self._driven(first) if fix.epoch_s < self.start_s]

    def runs(self, until_s: float) -> list[Run]:
        """The runs that leave before `until_s`, the one under way at the start first; none for a parked bus."""
        return list(takewhile(lambda run: run.depart_s < until_s, self._all_runs()))

    def _all_runs(self) -> Iterator[Run]:
        part = self.part
        if part.begin_line is None:
            return
        turn = part.lines.index(part.begin_line)
        depart_s = self.start_s - part.begin_elapsed_s
        took: dict[str, float] = {}
        for number in count():
            line = self._lines[part.lines[(turn + number) % len(part.lines)]]
            if line.key not in took:
                took[line.key] = line.script(part.deviations_on(line.key)).timeline().duration_s
            arrive_s = depart_s + took[line.key]
            yield Run(number, line.key, line.direction, depart_s, arrive_s, depart_s - part.planned_earlier_s)
            depart_s = arrive_s + part.turnaround_s

    def _heard(self) -> Iterator[Fix]:
        silences = self.part.silences
        for fix in self._parked() if self.part.parked_at else self._driving():
            since_s = fix.epoch_s - self.start_s
            if since_s >= 0 and not any(silence.covers(since_s) for silence in silences):
                yield fix

    def _driving(self) -> Iterator[Fix]:
        for run in self._all_runs():
            yield from self._driven(run)
            yield from self._waiting(run)

    def _driven(self, run: Run) -> list[Fix]:
        line = self._lines[run.line]
        return drive(
            line.path,
            line.stops,
            line.speeds,
            start_s=run.depart_s,
            interval_s=self.part.interval_s,
            seed=self.part.seed * 1000 + run.number,
            deviations=self.part.deviations_on(run.line),
        )

    def _waiting(self, run: Run) -> list[Fix]:
        """At the end of the line, engine running, until the next run leaves."""
        path = self._lines[run.line].path
        step_s = self.part.interval_s
        return stand(
            float(path.lon[-1]),
            float(path.lat[-1]),
            float(path.course_deg([path.length_m])[0]),
            start_s=run.arrive_s + 2 * step_s,
            for_s=max(self.part.turnaround_s - 3 * step_s, 0.0),
            interval_s=step_s,
            seed=self.part.seed * 1000 + run.number + 500,
            ignition=True,
        )

    def _parked(self) -> Iterator[Fix]:
        assert self.part.parked_at is not None
        lon, lat = self.part.parked_at
        step_s = self.part.interval_s
        for number in count():
            start_s = self.start_s + number * PARKED_CHUNK_S + (self.part.seed % 7)
            chunk_s = PARKED_CHUNK_S - step_s
            yield from stand(
                lon, lat, 90.0, start_s=start_s, for_s=chunk_s, interval_s=step_s, seed=self.part.seed + number
            )
