"""A line out of a bus's own tracks, as an officer would read it off the map."""

from datetime import date, timedelta

import numpy as np

from permits.lines.propose import Day, propose

MONDAY = date(2026, 11, 16)
SPEED_MPS = 10.0
SEVEN_S = 7 * 3600.0


def drive(
    halts: dict[float, float],
    *,
    on: date = MONDAY,
    start_s: float = SEVEN_S,
    length_m: float = 3000.0,
    north_m: float = 0.0,
) -> Day:
    """A day on a straight road east, a fix a second: `halts` are the metres at which the bus stands, and how many seconds."""
    at_s, x, speed = [], [], []
    now, here = start_s, 0.0
    for _ in range(30):  # it stands at the depot before
        at_s.append(now)
        x.append(here)
        speed.append(0.0)
        now += 1
    waits = dict(halts)
    while here < length_m:
        due = next((place for place in waits if here >= place), None)
        if due is not None:
            for _ in range(int(waits.pop(due))):
                at_s.append(now)
                x.append(here)
                speed.append(0.0)
                now += 1
        at_s.append(now)
        x.append(here)
        speed.append(SPEED_MPS)
        now, here = now + 1, here + SPEED_MPS
    return Day(on, np.array(at_s), np.column_stack((x, np.full(len(x), north_m))), np.array(speed))


def week(*days: dict[float, float]) -> list[Day]:
    return [drive(halts, on=MONDAY + timedelta(days=i)) for i, halts in enumerate(days)]


def test_where_a_bus_stood_on_most_days_is_a_stop_and_a_red_light_of_one_day_is_none() -> None:
    found = propose(week({1000: 40, 2000: 30}, {1000: 50, 2000: 20}, {1000: 60, 1500: 90}, {1000: 40, 2000: 30}))
    assert found is not None
    assert [round(halt.xy[0], -1) for halt in found.halts] == [0, 1000, 2000, 2990]
    assert [halt.days for halt in found.halts] == [4, 4, 3, 4]
    assert found.halts[1].dwell_s == 44  # a median: 39, 49, 59, 39 s between the first and the last standing fix
    assert [halt.offset_s for halt in found.halts][:2] == [0, 100]
    assert found.left_out == ()


def test_it_departs_when_the_bus_first_moves_to_the_minute() -> None:
    days = [drive({1000: 30}, on=MONDAY + timedelta(days=i), start_s=SEVEN_S + 60 * i) for i in range(3)]
    found = propose(days)
    assert found is not None
    assert found.departs_s == SEVEN_S + 60


def test_a_day_that_went_another_way_or_fell_silent_is_left_out_and_told() -> None:
    silent = drive({1000: 30}, on=MONDAY + timedelta(days=3))
    gap = (silent.at_s < silent.at_s[0] + 80) | (silent.at_s > silent.at_s[0] + 250)
    days = [
        *week({1000: 30}, {1000: 30}),
        drive({1000: 30}, on=MONDAY + timedelta(days=2), north_m=500.0),
        Day(silent.on, silent.at_s[gap], silent.xy[gap], silent.speed_mps[gap]),
        drive({}, on=MONDAY + timedelta(days=4), length_m=200.0),
        Day(MONDAY + timedelta(days=5), np.array([]), np.empty((0, 2)), np.array([])),
    ]
    found = propose(days)
    assert found is not None
    assert found.used == (MONDAY, MONDAY + timedelta(days=1))
    assert [why for _, why in found.left_out] == ["other_way", "silent", "too_short", "no_fixes"]


def test_one_day_alone_proposes_every_halt_and_a_bus_that_never_drove_none() -> None:
    found = propose(week({1000: 30, 1500: 20}))
    assert found is not None
    assert len(found.halts) == 4
    standing = drive({}, length_m=0.0)
    assert propose([standing]) is None


def test_the_path_is_that_of_the_road_with_few_corners() -> None:
    found = propose(week({1000: 30}))
    assert found is not None
    assert len(found.path) == 2
    assert found.path[-1][0] - found.path[0][0] > 2900
