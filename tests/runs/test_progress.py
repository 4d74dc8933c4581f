"""A run told from positions alone: when it begins, at which stop it is, how late, and when it is over."""

from dataclasses import replace

import numpy as np
import pytest

from fleet.fixes import Fixes
from rules.judge import RunChange
from rules.memory import Memory
from tests.rules.road import LINE_RECORD, RUN_RECORD, START_S, Drive, at, drive, judged, world


def _steps(changes: list[RunChange]) -> list[tuple[int, str, int]]:
    return [(change.run_id, change.state, change.stop) for change in changes]


def _standing(metres: float, since_s: float, until_s: float) -> Drive:
    second = np.arange(since_s, until_s, 5.0)
    return Drive(second, np.full(len(second), metres), np.zeros(len(second)), np.zeros(len(second)))


def test_a_run_begins_at_its_first_stop_and_ends_at_its_last() -> None:
    """Under way at stop 0, then 1, 2, 3, and ended where it stands at the last."""
    changes = judged(drive().fixes(), world()).runs
    assert _steps(changes) == [
        (77, "under_way", 0),
        (77, "under_way", 1),
        (77, "under_way", 2),
        (77, "under_way", 3),
        (77, "ended", 3),
    ]


@pytest.mark.parametrize(("since_s", "begun"), [(-1000, False), (-850, True)])
def test_waiting_at_the_first_stop_a_quarter_of_an_hour_before_is_the_run(since_s: float, begun: bool) -> None:
    """A bus that stands at its first stop has begun its run no earlier than 15 minutes before the approved time."""
    changes = judged(_standing(0, since_s, since_s + 60).fixes(), world()).runs
    assert bool(changes) is begun


def test_passing_the_first_stop_ten_minutes_early_is_no_run_yet() -> None:
    """On its way to the depot it drives past its first stop: still a private movement."""
    passing = drive(36, until_s=60)
    early = replace(passing, second=passing.second - 600, speed_kmh=np.full(len(passing.second), 36.0))
    moving = early.fixes().take(slice(11, None))
    assert judged(moving, world()).runs == []


def test_a_run_may_begin_at_a_later_stop() -> None:
    """Where the tracker was switched on late: standing at a stop near its time is the run, from that stop on."""
    changes = judged(_standing(4000, 380, 420).fixes(), world()).runs
    assert _steps(changes) == [(77, "under_way", 2)]


def test_a_stop_that_is_passed_out_of_sight_does_not_hold_the_run_up() -> None:
    """Stop 1 is passed 200 m aside; the run goes on to stop 2."""
    changes = judged(drive().aside(150, 250, 200).fixes(), world()).runs
    assert [stop for _, _, stop in _steps(changes)] == [0, 2, 3, 3]


def test_lateness_is_told_at_stops_and_grows_while_the_next_is_overdue() -> None:
    """Ten minutes behind at the last stop; between two stops it grows with the clock."""
    memory = Memory()
    judged(drive(18, until_s=700).fixes(), world(), memory)
    assert memory.base[0]["late"] == pytest.approx(299, abs=8)  # stop 2 was due at second 400, it is second 699
    changes = judged(drive(18, until_s=1300).fixes(), world()).runs
    assert changes[-2].late_s == pytest.approx(588, abs=8)


def test_the_run_after_a_skipped_one_begins() -> None:
    """The morning's first run was never driven; the next one begins at its own first stop."""
    back = replace(
        LINE_RECORD, version_id=6, line_id=3, path=LINE_RECORD.path.reverse(), stops=tuple(reversed(LINE_RECORD.stops))
    )
    later = replace(RUN_RECORD, id=78, line_version_id=6, start_s=START_S + 900, end_s=START_S + 1500)
    made = world(lines=[LINE_RECORD, back], runs=[RUN_RECORD, later])
    assert _steps(judged(_standing(6000, 850, 880).fixes(), made).runs) == [(78, "under_way", 0)]


def test_a_run_that_lost_its_bus_is_ended_by_the_clock() -> None:
    """Two hours after its planned end nobody waits for it any more."""
    memory = Memory()
    judged(drive(36, until_s=300).fixes(), world(), memory)
    changes = judged(_standing(3500, 600 + 7190, 600 + 7220).fixes(), world(), memory).runs
    assert _steps(changes)[-1] == (77, "ended", 1)
    assert memory.base[0]["run"] == -1


def test_a_cancelled_run_is_no_run() -> None:
    """What is not in the plan any more binds nobody."""
    memory = Memory()
    judged(drive(36, until_s=300).fixes(), world(), memory)
    assert memory.base[0]["run"] == 77
    judged(drive(36).fixes().take(slice(320, 340)), world(runs=[]), memory)
    assert memory.base[0]["run"] == -1


def test_a_bus_that_stands_at_its_last_stop_has_ended_its_run_though_nobody_saw_it_on_the_way() -> None:
    """Silent from the first stop on, with more stops between than are looked ahead: at school at about its time."""
    stops = tuple(at(metres) for metres in range(0, 6001, 1000))
    line = replace(LINE_RECORD, stops=stops, offsets_s=tuple(float(n) * 100 for n in range(7)))
    seen = _standing(0, -60, 0).fixes(), _standing(6000, 700, 760).fixes()
    changes = judged(Fixes.joined(list(seen)), world(lines=[line])).runs
    assert _steps(changes) == [(77, "under_way", 0), (77, "under_way", 6), (77, "ended", 6)]


def test_a_loop_that_passes_its_last_stop_on_the_way_out_has_not_ended() -> None:
    """It stands there twenty minutes before it is due."""
    stops = tuple(at(metres) for metres in range(0, 6001, 1000))
    line = replace(LINE_RECORD, stops=stops, offsets_s=tuple(float(n) * 400 for n in range(7)))
    run = replace(RUN_RECORD, end_s=START_S + 2400)
    seen = _standing(0, -60, 0).fixes(), _standing(6000, 700, 760).fixes()
    changes = judged(Fixes.joined(list(seen)), world(lines=[line], runs=[run])).runs
    assert _steps(changes) == [(77, "under_way", 0)]


def test_two_buses_whose_lines_have_unlike_numbers_of_stops_are_followed_side_by_side() -> None:
    """The one with fewer stops comes last of all runs; both wait in the same second."""
    short = replace(LINE_RECORD, version_id=6, line_id=3, stops=(at(0), at(6000)), offsets_s=(0.0, 600.0))
    other = replace(RUN_RECORD, id=78, vehicle_id=2, line_version_id=6)
    both = Fixes.joined([_standing(0, -5, 0).fixes(vehicle=vehicle) for vehicle in (1, 2)])
    changes = judged(both, world(lines=[LINE_RECORD, short], runs=[RUN_RECORD, other])).runs
    assert sorted(_steps(changes)) == [(77, "under_way", 0), (78, "under_way", 0)]


def test_one_wild_fix_beside_a_later_stop_skips_none() -> None:
    """Two kilometres ahead for one fix, within two seconds: the run stays where it is, and then goes on stop by stop."""
    drove = drive()
    metres = drove.metres.copy()
    wild = int(np.flatnonzero(metres > 1000)[0])
    metres[wild] = 4000.0
    changes = judged(replace(drove, metres=metres).fixes(), world()).runs
    assert [stop for _, _, stop in _steps(changes)] == [0, 1, 2, 3, 3]


def test_a_line_that_ends_where_it_begins_is_not_over_when_it_begins() -> None:
    """A loop from the school to the school: late by more than its way takes, it stands where it begins."""
    loop = replace(LINE_RECORD, stops=(at(0), at(2000), at(0)), offsets_s=(0.0, 200.0, 400.0))
    changes = judged(
        _standing(0, 380, 420).fixes(), world(lines=[loop], runs=[replace(RUN_RECORD, end_s=START_S + 400)])
    ).runs
    assert _steps(changes) == [(77, "under_way", 0)]
