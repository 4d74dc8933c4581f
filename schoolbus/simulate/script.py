"""What a simulated bus is told to do: a path, its stops and speeds, and the ways in which it departs from them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from schoolbus.simulate.ground import Path, Point, path_of
from schoolbus.simulate.motion import Hurry, Stop, Stretch, Timeline, plan


@dataclass(frozen=True)
class Detour:
    """The bus leaves its path at `leave_m`, follows `points` (lon, lat) at most at `speed_mps`, and is back at `rejoin_m`.

    Stops between the two are not served. Distances of every other part of a script are along the path as it was approved.
    """

    leave_m: float
    rejoin_m: float
    points: tuple[Point, ...]
    speed_mps: float = 11.0


@dataclass(frozen=True)
class Jam:
    """A queue of `queue_m` metres ends at `end_m`: the bus creeps, stands half of `wait_s` in it and half at its end."""

    end_m: float
    wait_s: float
    queue_m: float = 200.0
    creep_mps: float = 1.5


@dataclass(frozen=True)
class NoSky:
    """On this stretch the receiver has no fix: it says so (status V) and knows no place."""

    start_m: float
    end_m: float


@dataclass(frozen=True)
class NoNetwork:
    """On this stretch the device has a fix but cannot send; it sends what it kept `upload_after_s` after it could send again."""

    start_m: float
    end_m: float
    upload_after_s: float = 20.0


@dataclass(frozen=True)
class WildFix:
    """The one fix nearest to `elapsed_s` after the start is metres off, and may claim another speed."""

    elapsed_s: float
    east_m: float
    north_m: float
    speed_mps: float | None = None


@dataclass(frozen=True)
class Silence:
    """From `from_s` after the start, for `for_s`, nothing is sent, then or later; again every `every_s` if that is given."""

    from_s: float
    for_s: float
    every_s: float | None = None

    def covers(self, elapsed_s: float) -> bool:
        since = elapsed_s - self.from_s
        if self.every_s is not None and since >= 0:
            since %= self.every_s
        return 0 <= since < self.for_s


Deviation = Hurry | Detour | Jam | NoSky | NoNetwork | WildFix | Silence


@dataclass(frozen=True, eq=False)
class Script:
    """One passage of a path, deviations worked in as far as they change where the bus drives."""

    path: Path
    stops: tuple[Stop, ...]
    speeds: tuple[Stretch, ...]
    deviations: tuple[Deviation, ...] = ()

    def timeline(self) -> Timeline:
        """When the bus is where; see `motion.plan`."""
        return plan(self.path, self.stops, self.speeds, [d for d in self.deviations if isinstance(d, Hurry)])


def written(
    path: Path, stops: Sequence[Stop], speeds: Sequence[Stretch], deviations: Sequence[Deviation] = ()
) -> Script:
    """The script with its detours joined into the path and its jams into stops and speeds."""
    script = Script(path, tuple(stops), tuple(speeds), tuple(d for d in deviations if not isinstance(d, Detour)))
    for detour in sorted((d for d in deviations if isinstance(d, Detour)), key=lambda d: -d.leave_m):
        script = _joined(script, detour)
    for jam in (d for d in script.deviations if isinstance(d, Jam)):
        script = _queued(script, jam)
    return script


def _queued(script: Script, jam: Jam) -> Script:
    start = max(jam.end_m - jam.queue_m, 0.0)
    halts = (Stop((start + jam.end_m) / 2, jam.wait_s / 2), Stop(jam.end_m, jam.wait_s / 2))
    creep = Stretch(start, jam.end_m, jam.creep_mps)
    return replace(script, stops=(*script.stops, *halts), speeds=(*script.speeds, creep))


def _joined(script: Script, detour: Detour) -> Script:
    if not 0 < detour.leave_m < detour.rejoin_m < script.path.length_m:
        raise ValueError("a detour leaves and rejoins its path between the ends of it, in that order")
    before = script.path.part(0.0, detour.leave_m).points
    after = script.path.part(detour.rejoin_m, script.path.length_m).points
    back_m = detour.leave_m + path_of([before[-1], *detour.points, after[0]]).length_m

    def moved(at_m: float) -> float:
        return at_m if at_m <= detour.leave_m else max(at_m - detour.rejoin_m, 0.0) + back_m

    stops = [
        Stop(moved(s.along_m), s.dwell_s) for s in script.stops if not detour.leave_m < s.along_m < detour.rejoin_m
    ]
    speeds = [
        Stretch(moved(start), moved(end), s.speed_mps)
        for s in script.speeds
        for start, end in (
            (s.start_m, min(s.end_m, detour.leave_m)),
            (max(s.start_m, detour.rejoin_m), s.end_m),
        )
        if start < end
    ]
    speeds.append(Stretch(detour.leave_m, back_m, detour.speed_mps))
    deviations = [_moved(d, moved) for d in script.deviations]
    return Script(path_of([*before, *detour.points, *after]), tuple(stops), tuple(speeds), tuple(deviations))


def _moved(deviation: Deviation, moved: Callable[[float], float]) -> Deviation:
    if isinstance(deviation, Jam):
        return replace(deviation, end_m=moved(deviation.end_m))
    if isinstance(deviation, Hurry | NoSky | NoNetwork):
        return replace(deviation, start_m=moved(deviation.start_m), end_m=moved(deviation.end_m))
    return deviation
