"""A track in columns comes back as it went in, and is one line even where two devices reported."""

from itertools import accumulate

import numpy as np
import pytest

from findings.playback.columns import Columns, one_at_a_time, packed

START_S = 1_795_651_200.0


def track(*rows: tuple[float, float, float, float, float | None, int, int]) -> Columns:
    """Rows of seconds after the start, lon, lat, m/s, course, device, flags."""
    return Columns.of([(START_S + seconds, *rest) for seconds, *rest in rows])


def test_a_day_of_fixes_comes_back_to_a_millisecond_and_a_tenth_of_a_metre() -> None:
    dice = np.random.default_rng(4)
    count = 86_400
    lon, lat = 119.4 + np.cumsum(dice.normal(0, 1e-4, count)), 34.7 + np.cumsum(dice.normal(0, 1e-4, count))
    time_s = START_S + np.arange(count) + dice.random(count) / 2
    speed, course = dice.random(count) * 30, dice.random(count) * 360
    whole = np.ones(count, np.int64)
    sent = packed(Columns(time_s, lon, lat, speed, course, whole, np.zeros(count, np.int64)))
    assert sent["count"] == count
    assert np.abs(np.cumsum(sent["time"]) / 1000 - time_s).max() <= 0.00051
    assert np.abs(np.cumsum(sent["lon"]) / 1e6 - lon).max() <= 5.1e-7
    assert np.abs(np.cumsum(sent["lat"]) / 1e6 - lat).max() <= 5.1e-7
    assert np.abs(sent["speed"] / 10 - speed * 3.6).max() <= 0.051
    assert (sent["delayed"].tolist(), sent["unproven"].tolist(), sent["limit"]) == ([], [], None)


def test_delayed_and_unproven_fixes_are_told_as_stretches() -> None:
    one = track(*((n, 119.0, 34.0, 1.0, None, 1, (n in (1, 2, 5)) + 8 * (n > 3)) for n in range(6)))
    sent = packed(one)
    assert sent["delayed"].tolist() == [1, 3, 5, 6]
    assert sent["unproven"].tolist() == [4, 6]
    assert sent["course"].tolist() == [-1] * 6


def test_the_limit_is_told_where_it_changes() -> None:
    one = track(*((n, 119.0, 34.0, 1.0, 90.0, 1, 0) for n in range(5)))
    assert packed(one, np.array([60.0, 60.0, 20.0, 20.0, 60.0]))["limit"] == [0, 60.0, 2, 20.0, 4, 60.0]


def test_an_empty_track_has_empty_columns() -> None:
    sent = packed(Columns.of([]), np.empty(0))
    assert sent["count"] == 0
    assert [list(sent[name]) for name in ("time", "lon", "lat", "speed", "course", "delayed", "limit")] == [[]] * 7


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ((1, 2), [(0, 1), (10, 1), (20, 1), (115, 2), (120, 2), (130, 1)]),
        ((2, 1), [(0, 1), (5, 2), (15, 2), (115, 2), (120, 2)]),
    ],
)
def test_of_two_devices_the_first_is_shown_and_the_other_while_it_is_silent(
    order: tuple[int, int], expected: list[tuple[int, int]]
) -> None:
    """As the rules judge: not two tracks woven into one."""
    times = [(0, 1), (5, 2), (10, 1), (15, 2), (20, 1), (115, 2), (120, 2), (130, 1)]
    one = track(*((seconds, 119.0, 34.0, 1.0, None, device, 0) for seconds, device in times))
    shown = one.only(one_at_a_time(one, order, silent_after_s=90))
    assert list(zip((shown.time_s - START_S).tolist(), shown.device.tolist(), strict=True)) == expected


def test_the_differences_add_up_to_the_times_of_the_fixes() -> None:
    one = track((0, 119.0, 34.0, 1, None, 1, 0), (1.5, 119.0, 34.0, 1, None, 1, 0), (3601, 119.0, 34.0, 1, None, 1, 0))
    assert list(accumulate(packed(one)["time"].tolist())) == [
        1000 * int(START_S),
        1000 * int(START_S) + 1500,
        1000 * int(START_S) + 3_601_000,
    ]
