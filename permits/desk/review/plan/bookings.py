"""Nobody is in two places: the vehicle and each driver over all permits in force, on the same weekday (REG 14(3), 16). Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import cos, hypot, radians

from permits.desk.review.plan.lines import Line, Trip, hhmm
from permits.desk.review.verdicts import Check, cannot_tell, met, not_met, saw, topic
from permits.drivers.papers import DriverPapers

VEHICLE = topic("vehicle_free", "14(3), 16", "车辆没有重复安排", "The vehicle is not booked twice")
DRIVER = topic("driver_free", "14(3), 16", "驾驶人没有重复安排", "The driver is not booked twice")

FASTEST_MPS = 80 / 3.6  # REG 35: a school bus is nowhere faster
DEGREE_M = 111_195.0
DAYS = ("一 Mon", "二 Tue", "三 Wed", "四 Thu", "五 Fri", "六 Sat", "日 Sun")
ANOTHER = "另一份许可 another permit"


@dataclass(frozen=True, slots=True)
class Booked:
    """A trip of another permit in force. `permit` None: the reader may not see which. `drivers`: ids of all whom it names."""

    permit: str | None
    line: str
    trip: Trip
    drivers: frozenset[int] = frozenset()


def vehicle_is_free(lines: tuple[Line, ...], others: tuple[Booked, ...]) -> Check:
    """The proposed trips follow one another, and none is at a time of another permit of the vehicle."""
    trips = list(_trips(lines))
    if not trips:
        return cannot_tell(VEHICLE, "没有开行时间，无法比对", "there are no running times to compare")
    within = [_pair(a, b) for a, b in combinations(trips, 2) if clash(a[1], b[1])]
    over = [_pair(mine, (_of(one), one.trip)) for mine in trips for one in others if clash(mine[1], one.trip)]
    count = saw("比对的班次", "trips compared", len(trips) + len(others))
    seen = tuple(saw("同时", "at the same time", pair) for pair in dict.fromkeys(within + over))
    if seen:
        return not_met(VEHICLE, "同一时间安排了两趟", "is planned for two trips at once", count, *seen)
    return met(VEHICLE, "没有重复安排", "is planned for one trip at a time", count)


def drivers_are_free(
    drivers: tuple[DriverPapers, ...], lines: tuple[Line, ...], others: tuple[Booked, ...]
) -> list[Check]:
    """Each driver against the other permits that name him; where another driver could drive one of the two it cannot be told."""
    trips = list(_trips(lines))
    if not trips:
        return [
            cannot_tell(DRIVER, "没有开行时间，无法比对", "there are no running times to compare", about=one.name)
            for one in drivers
        ]
    return [
        _is_free(one, len(drivers), trips, [other for other in others if one.id in other.drivers]) for one in drivers
    ]


def clash(one: Trip, other: Trip) -> bool:
    """Whether one bus cannot drive both: same weekday and season, and the later begins before the earlier is over and across."""
    if not one.weekdays & other.weekdays or not _seasons_meet(one.season, other.season):
        return False
    first, second = sorted((one, other), key=lambda trip: trip.stops_s[0])
    return second.stops_s[0] < first.stops_s[-1] + _metres(first.ends, second.starts) / FASTEST_MPS


def _is_free(driver: DriverPapers, named: int, trips: list[tuple[str, Trip]], others: list[Booked]) -> Check:
    count = saw("比对的其他班次", "other trips compared", len(others))
    found = [(mine, one) for mine in trips for one in others if clash(mine[1], one.trip)]
    seen = tuple(
        saw("同时", "at the same time", pair) for pair in dict.fromkeys(_pair(a, (_of(b), b.trip)) for a, b in found)
    )
    if not found:
        return met(DRIVER, "没有重复安排", "is planned for one trip at a time", count, about=driver.name)
    if named == 1 and any(len(one.drivers) == 1 for _, one in found):
        return not_met(
            DRIVER, "同一时间只有他可开两趟", "is the only driver of two trips at once", count, *seen, about=driver.name
        )
    return cannot_tell(
        DRIVER,
        "同一时间有两趟，须由其他已载明的驾驶人驾驶其中一趟",
        "is named for two trips at once: another driver who is named must drive one of them",
        count,
        *seen,
        about=driver.name,
    )


def _trips(lines: Iterable[Line]) -> Iterator[tuple[str, Trip]]:
    return ((line.name, trip) for line in lines for trip in line.trips)


def _of(one: Booked) -> str:
    return f"{one.permit or ANOTHER} {one.line}"


def _pair(one: tuple[str, Trip], other: tuple[str, Trip]) -> str:
    days = one[1].weekdays & other[1].weekdays
    first = next(name for bit, name in enumerate(DAYS) if days >> bit & 1)
    return f"{first}: {_told(one)} / {_told(other)}"


def _told(one: tuple[str, Trip]) -> str:
    name, trip = one
    return f"{name} {hhmm(trip.stops_s[0])}–{hhmm(trip.stops_s[-1])}"


def _metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    east = (other[0] - one[0]) * DEGREE_M * cos(radians(one[1]))
    return hypot(east, (other[1] - one[1]) * DEGREE_M)


def _seasons_meet(one: tuple[str, str] | None, other: tuple[str, str] | None) -> bool:
    if one is None or other is None:
        return True
    return any(a <= d and c <= b for a, b in _halves(one) for c, d in _halves(other))


def _halves(season: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """A season over New Year is two."""
    since, until = season
    return ((since, until),) if since <= until else ((since, "12-31"), ("01-01", until))
