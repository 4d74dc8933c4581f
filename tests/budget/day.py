"""What an ordinary day does to a fleet of trackers: late starts, jams, tunnels, dead zones, wild fixes, private trips, nights."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from fleet.fixes import Fixes
from schoolbus.simulate.district import District, Line
from schoolbus.simulate.drive import Fix, drive, stand
from schoolbus.simulate.ground import Path, path_of, shifted
from schoolbus.simulate.motion import Hurry, Stretch
from schoolbus.simulate.noise import Noise
from schoolbus.simulate.script import Detour, Deviation, Jam, NoNetwork, NoSky, Silence, WildFix
from tests.budget.town import Bus

DAY_S = 86_400.0
NIGHT_EVERY_S, IDLE_EVERY_S = 300.0, 60.0
EMPTY_MPS = 15.0  # 54 km/h on the way to the first stop, and home
ROUGH = Noise(sigma_m=6.0, memory_s=60.0, speed_mps=0.25)


@dataclass(frozen=True)
class Planted:
    """A breach that was planted: of which bus and rule, between which moments it must begin."""

    bus: int
    rule: str
    since_s: float
    until_s: float


@dataclass
class Told:
    """A day of one bus: its fixes in the order of sending, where it is, what disturbed them, and what was planted."""

    place: tuple[float, float]
    fixes: list[Fix] = field(default_factory=list)
    disturbed: list[tuple[float, float, str]] = field(default_factory=list)  # since, until, what
    planted: list[Planted] = field(default_factory=list)


def day_of(bus: Bus, simulated: District, midnight_s: float, rng: np.random.Generator, plant: str | None) -> Told:
    """From midnight to midnight; `plant` is the rule that the bus breaks in its morning run."""
    interval_s = float(rng.choice([3.0, 5.0, 5.0, 10.0]))
    out, back = simulated.lines[bus.out], simulated.lines[bus.back]
    home = shifted(*out.path.points[0], *rng.uniform(-2500, 2500, 2))
    home_at = float(home[0]), float(home[1])
    told = Told(home_at)
    at_s = midnight_s + float(rng.uniform(0, NIGHT_EVERY_S))
    for line, planned_s, broken in ((out, bus.out_s, plant), (back, bus.back_s, None)):
        starts_s = planned_s + float(np.clip(rng.normal(40, 90), -60, 420))
        empty = _empty(told.place, line.path.points[0])
        takes_s = empty.length_m / EMPTY_MPS * 1.3 + 30
        leaves_s = starts_s - takes_s - float(rng.uniform(60, 400))
        _parked(told, told.place, at_s, leaves_s, rng)
        _private(told, empty, leaves_s, interval_s, rng)
        waits_s = told.fixes[-1].epoch_s + interval_s
        if starts_s > waits_s:
            told.fixes += _stand(line.path.points[0], waits_s, starts_s, interval_s, rng, ignition=True)
        ended_s = _run(told, bus, line, max(starts_s, waits_s), interval_s, rng, broken)
        at_s = _aside(told, ended_s + IDLE_EVERY_S, interval_s, rng)
        if line is out and rng.random() < 0.25:
            at_s = _errand(told, at_s + float(rng.uniform(1800, 9000)), interval_s, rng)
    _private(told, _empty(told.place, home_at), at_s + 300, interval_s, rng)
    _parked(told, home_at, told.fixes[-1].epoch_s + NIGHT_EVERY_S, midnight_s + DAY_S, rng)
    return told


def as_columns(days: Sequence[tuple[Bus, Told]]) -> tuple[Fixes, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """All fixes with a place, in the order in which they reach us, and when they do."""
    rows = [(bus, fix) for bus, told in days for fix in told.fixes if fix.valid]
    sent = np.array([fix.sent_s for _, fix in rows])
    order = np.argsort(sent, kind="stable")
    rows, sent = [rows[i] for i in order], sent[order]
    columns = np.array([fix[:5] for _, fix in rows], np.float64)
    fixes = Fixes.of(
        len(rows),
        vehicle=[bus.vehicle for bus, _ in rows],
        device=[bus.device for bus, _ in rows],
        time_s=np.floor(columns[:, 0]),
        received_s=sent,
        lon=np.round(columns[:, 1], 6),
        lat=np.round(columns[:, 2], 6),
        speed_mps=columns[:, 3],
        course_deg=columns[:, 4],
        ignition=[int(fix.ignition) for _, fix in rows],
    )
    return fixes, sent


# --- the parts of a day


def _empty(begin: tuple[float, float], to: tuple[float, float]) -> Path:
    """A way round one corner; round a block where it begins and ends in one place."""
    corner = (to[0], begin[1])
    if abs(to[0] - begin[0]) < 1e-4 and abs(to[1] - begin[1]) < 1e-4:
        corner = (begin[0] + 0.002, begin[1] + 0.001)
    return path_of([begin, corner, to])


def _private(
    told: Told, path: Path, start_s: float, interval_s: float, rng: np.random.Generator, mps: float = EMPTY_MPS
) -> None:
    stretch = [Stretch(0.0, path.length_m, mps)]
    told.fixes += drive(path, (), stretch, start_s=start_s, interval_s=interval_s, seed=int(rng.integers(1 << 30)))
    told.place = path.points[-1]


def _stand(
    place: Sequence[float], since_s: float, until_s: float, every_s: float, rng: np.random.Generator, *, ignition: bool
) -> list[Fix]:
    lasts_s = max(0.0, until_s - since_s - every_s / 2)
    return stand(
        float(place[0]), float(place[1]), 0.0, start_s=since_s, for_s=lasts_s, interval_s=every_s,
        seed=int(rng.integers(1 << 30)), ignition=ignition, noise=ROUGH,
    )  # fmt: skip


def _parked(told: Told, place: Sequence[float], since_s: float, until_s: float, rng: np.random.Generator) -> None:
    if until_s - since_s > NIGHT_EVERY_S:
        told.fixes += _stand(place, since_s, until_s, NIGHT_EVERY_S, rng, ignition=False)


def _aside(told: Told, start_s: float, interval_s: float, rng: np.random.Generator) -> float:
    """From the last stop to where there is room to park, some hundred metres on. When it stands there."""
    _private(told, _empty(told.place, _off(told.place, 150, 500, rng)), start_s, interval_s, rng)
    return told.fixes[-1].epoch_s + IDLE_EVERY_S


def _errand(told: Told, start_s: float, interval_s: float, rng: np.random.Generator) -> float:
    """An empty trip in the middle of the day: to the workshop, quicker than a bus with children may be. When it is over."""
    here = told.place
    for to in (_off(here, 500, 4000, rng), here):
        _private(told, _empty(told.place, to), start_s, interval_s, rng, mps=19.0)
        start_s = told.fixes[-1].epoch_s + float(rng.uniform(600, 2400))
    return start_s


def _off(place: tuple[float, float], least_m: float, most_m: float, rng: np.random.Generator) -> tuple[float, float]:
    east_m, north_m = rng.uniform(least_m, most_m, 2) * rng.choice([-1, 1], 2)
    lon, lat = shifted(*place, east_m, north_m)
    return float(lon), float(lat)


def _run(
    told: Told, bus: Bus, line: Line, start_s: float, interval_s: float, rng: np.random.Generator, plant: str | None
) -> float:
    """A passage of the line with what an ordinary morning does to it, and the breach that is to be planted. When it is over."""
    length = line.path.length_m
    deviations, names = list[Deviation](), list[tuple[str, float, float]]()

    def somewhere(metres: float) -> tuple[float, float]:
        since = float(rng.uniform(0.1, 0.8)) * length
        return since, min(since + metres, length * 0.95)

    if rng.random() < 0.5:
        end = float(rng.uniform(0.2, 0.9)) * length
        deviations.append(Jam(end, float(rng.uniform(60, 420))))
        names.append(("jam", end - 200, end))
    if rng.random() < 0.08:
        since, until = somewhere(float(rng.uniform(300, 1200)))
        deviations.append(NoSky(since, until))
        names.append(("tunnel", since, until))
    if rng.random() < 0.08:
        since, until = somewhere(float(rng.uniform(300, 1200)))
        deviations.append(NoNetwork(since, until, float(rng.uniform(5, 60))))
        names.append(("no network", since, until))
    for _ in range(int(rng.poisson(0.4))):
        speed = float(rng.uniform(25, 45)) if rng.random() < 0.5 else None
        east_m, north_m = (float(rng.uniform(-900, 900)) for _ in range(2))
        deviations.append(WildFix(float(rng.uniform(60, 900)), east_m, north_m, speed))
        names.append(("wild fix", 0.0, length))
    noise = ROUGH if rng.random() < 0.2 else Noise()
    if noise is ROUGH:
        names.append(("rough receiver", 0.0, length))
    deviations += _planted(plant, line, rng)
    fixes = drive(
        line.path, line.stops, line.speeds, start_s=start_s, interval_s=interval_s, seed=int(rng.integers(1 << 30)),
        deviations=deviations, noise=noise,
    )  # fmt: skip
    ends_s = start_s + line.script(tuple(deviations)).timeline().duration_s
    told.fixes += fixes
    told.place = line.path.points[-1]
    told.disturbed += [(start_s, ends_s + 600, name) for name, _, _ in names]
    if plant is not None:
        told.planted.append(Planted(bus.number, plant, start_s - 600, ends_s + 300))
    return ends_s


def _planted(plant: str | None, line: Line, rng: np.random.Generator) -> list[Deviation]:
    length = line.path.length_m
    quickest = max(line.speeds, key=lambda stretch: (stretch.end_m - stretch.start_m) * (stretch.speed_mps > 10))
    if plant == "R23":  # at twice the pace where it is quick anyway
        return [Hurry(quickest.start_m, quickest.end_m, 1.7)]
    if plant == "R24":
        slow = min(line.speeds, key=lambda stretch: stretch.speed_mps)
        return [Hurry(slow.start_m - 30, slow.end_m + 30, 2.2)]
    if plant == "R26":
        leave, rejoin = 0.35 * length, 0.6 * length
        points = [shifted(*line.path.points[0], 0, 0)]
        lon, lat = line.path.at([0.42 * length, 0.53 * length])
        east = float(rng.choice([-600.0, 600.0]))
        points = [shifted(x, y, east, 500.0) for x, y in zip(lon.tolist(), lat.tolist(), strict=True)]
        return [Detour(leave, rejoin, tuple((float(x), float(y)) for x, y in points), 11.0)]
    if plant == "R39":
        return [Silence(240.0, 700.0)]
    return []
