"""One passage of a path as a tracker would have recorded it: fixes in the order in which they are sent."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from schoolbus.simulate.ground import Floats, Path, shifted
from schoolbus.simulate.motion import Stop, Stretch
from schoolbus.simulate.noise import Noise, held_course_deg, measured_speed_mps, wander_m
from schoolbus.simulate.script import Deviation, NoNetwork, NoSky, Script, Silence, WildFix, written

UPLOAD_EVERY_S = 0.2
"""How quickly a device sends what it kept, one fix after the other."""


class Fix(NamedTuple):
    """A position by the device's own clock. `valid` is False where the receiver had no fix; its place is then the true one."""

    epoch_s: float
    lon: float
    lat: float
    speed_mps: float
    course_deg: float
    ignition: bool
    valid: bool
    sent_s: float


def drive(
    path: Path,
    stops: Sequence[Stop],
    speeds: Sequence[Stretch],
    *,
    start_s: float,
    interval_s: float = 1.0,
    seed: int = 0,
    deviations: Sequence[Deviation] = (),
    noise: Noise | None = None,
) -> list[Fix]:
    """The fixes of one passage that starts at `start_s` (epoch seconds), one every `interval_s` (1 to 10), ignition on.

    The first stands at the path's start, the last at its end. They come in the order of sending: where a device had no
    network that is not the order of `epoch_s`. The same arguments give the same fixes.
    """
    _checked(interval_s)
    script = written(path, stops, speeds, deviations)
    timeline = script.timeline()
    elapsed: Floats = np.arange(int(np.ceil(timeline.duration_s / interval_s)) + 1, dtype=np.float64) * interval_s
    along, speed = timeline.at(elapsed)
    lon, lat = script.path.at(along)
    course = script.path.course_deg(along)
    fixes = _observed(elapsed, lon, lat, speed, course, start_s, seed, noise or Noise(), ignition=True)
    return _sent(fixes, script, along, elapsed)


def stand(
    lon: float,
    lat: float,
    course_deg: float,
    *,
    start_s: float,
    for_s: float,
    interval_s: float = 30.0,
    seed: int = 0,
    ignition: bool = False,
    noise: Noise | None = None,
) -> list[Fix]:
    """The fixes of a bus that stands in one place, parked (ignition off) or waiting (on)."""
    elapsed: Floats = np.arange(int(for_s / interval_s) + 1, dtype=np.float64) * interval_s
    still = np.zeros(len(elapsed))
    place = (np.full(len(elapsed), lon), np.full(len(elapsed), lat))
    course = np.full(len(elapsed), course_deg)
    return _observed(elapsed, *place, still, course, start_s, seed, noise or Noise(), ignition=ignition)


def _checked(interval_s: float) -> None:
    if not 1.0 <= interval_s <= 10.0:
        raise ValueError("a tracker reports every 1 to 10 seconds")


def _observed(
    elapsed: Floats,
    lon: Floats,
    lat: Floats,
    speed: Floats,
    course: Floats,
    start_s: float,
    seed: int,
    noise: Noise,
    *,
    ignition: bool,
) -> list[Fix]:
    rng = np.random.default_rng(seed)
    interval_s = float(elapsed[1] - elapsed[0]) if len(elapsed) > 1 else 1.0
    error = wander_m(rng, noise, len(elapsed), interval_s)
    seen_lon, seen_lat = shifted(lon, lat, error[:, 0], error[:, 1])
    seen_speed = measured_speed_mps(rng, noise, speed)
    seen_course = held_course_deg(course, speed)
    columns = (start_s + elapsed, seen_lon, seen_lat, seen_speed, seen_course)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [Fix(t, x, y, v, c, ignition, True, t) for t, x, y, v, c in rows]


def _sent(fixes: list[Fix], script: Script, along: Floats, elapsed: Floats) -> list[Fix]:
    """The fixes with what the receiver and the network did to them, in the order of sending."""
    kept = list(fixes)
    for deviation in script.deviations:
        match deviation:
            case NoSky(start_m, end_m):
                for i in np.flatnonzero((along >= start_m) & (along <= end_m)).tolist():
                    kept[i] = kept[i]._replace(valid=False)
            case NoNetwork():
                _kept_back(kept, deviation, along)
            case WildFix(at_s, east_m, north_m, speed_mps):
                i = int(np.argmin(np.abs(elapsed - at_s)))
                lon, lat = shifted(kept[i].lon, kept[i].lat, east_m, north_m)
                speed = kept[i].speed_mps if speed_mps is None else speed_mps
                kept[i] = kept[i]._replace(lon=float(lon), lat=float(lat), speed_mps=speed)
            case _:
                pass
    silences = [d for d in script.deviations if isinstance(d, Silence)]
    heard = [f for f, at in zip(kept, elapsed.tolist(), strict=True) if not any(s.covers(at) for s in silences)]
    return sorted(heard, key=lambda fix: fix.sent_s)


def _kept_back(fixes: list[Fix], gap: NoNetwork, along: Floats) -> None:
    inside = np.flatnonzero((along >= gap.start_m) & (along <= gap.end_m))
    if not len(inside):
        return
    online_s = fixes[min(int(inside[-1]) + 1, len(fixes) - 1)].epoch_s
    for number, i in enumerate(inside):
        fixes[i] = fixes[i]._replace(sent_s=online_s + gap.upload_after_s + number * UPLOAD_EVERY_S)
