"""What a simulated tracker has to send: in order, each fix once unless nothing tells that it arrived."""

from itertools import pairwise

import pytest

from schoolbus.demo.journey import AT_ONCE, PARKED_SINCE_S, Journey
from schoolbus.simulate.district import District, load
from schoolbus.simulate.drive import Fix

START_S = 1_788_736_200.0


@pytest.fixture(scope="module")
def simulated() -> District:
    """The buses of the demo and their lines."""
    return load()


def _said(journey: Journey, now_s: float) -> list[Fix]:
    said: list[Fix] = []
    while due := journey.due(now_s):
        assert len(due) <= AT_ONCE
        journey.delivered(due)
        said += due
    return said


def _in_order(fixes: list[Fix]) -> bool:
    return all(one.epoch_s < other.epoch_s for one, other in pairwise(fixes))


def test_the_past_of_the_run_comes_first(simulated: District) -> None:
    """A map opened now knows where the bus came from: from its first stop on."""
    part = simulated.part("bus-13")
    fixes = _said(Journey(part, simulated.lines, start_s=START_S), START_S + 10)
    assert _in_order(fixes)
    assert fixes[0].epoch_s == START_S - part.begin_elapsed_s
    assert fixes[0].speed_mps < 2.0
    assert START_S + 10 - fixes[-1].epoch_s < 2 * part.interval_s


def test_a_parked_bus_has_stood_for_a_while(simulated: District) -> None:
    """It is drawn as parked at once."""
    fixes = _said(Journey(simulated.part("bus-02"), simulated.lines, start_s=START_S), START_S)
    assert START_S - PARKED_SINCE_S <= fixes[0].epoch_s < START_S - PARKED_SINCE_S + 30
    assert _in_order(fixes)


def test_what_nobody_takes_waits(simulated: District) -> None:
    """Ten minutes without a line, then everything in order."""
    journey, gapless = (Journey(simulated.part("bus-01"), simulated.lines, start_s=START_S) for _ in range(2))
    before = _said(journey, START_S)
    assert journey.due(START_S + 60) == journey.due(START_S + 120)  # asked, not delivered
    after = _said(journey, START_S + 600)
    assert before + after == _said(gapless, START_S + 600)


def test_what_may_be_lost_is_sent_again(simulated: District) -> None:
    """A stream acknowledges nothing: what was written in the last seconds before it broke is written again."""
    journey = Journey(simulated.part("bus-17"), simulated.lines, start_s=START_S)
    said = _said(journey, START_S + 60)
    journey.forget(START_S + 45)
    journey.again()
    unsure = [fix for fix in said if fix.sent_s >= START_S + 45]
    again = _said(journey, START_S + 70)
    assert again[: len(unsure)] == unsure
    assert _in_order(again)


@pytest.mark.parametrize("vehicle", ["bus-13", "bus-08"])
def test_a_second_start_says_nothing_older_than_what_is_kept(simulated: District, vehicle: str) -> None:
    """The past that was told already is left out; the bus stands at a stop, where its run can begin, all the same."""
    part = simulated.part(vehicle)
    line = simulated.lines[part.lines[0]]
    heard_s = START_S - 1
    first, *others = _said(Journey(part, simulated.lines, start_s=START_S, heard_until_s=heard_s), START_S + 10)
    assert _in_order([first, *others])
    assert first.epoch_s > heard_s
    served = [0.0] if part.planned_earlier_s else [stop.along_m for stop in line.stops]
    assert min(abs(line.path.nearest(first.lon, first.lat)[0] - along_m) for along_m in served) < 20.0


def test_a_second_start_an_hour_later_tells_the_whole_past(simulated: District) -> None:
    """Nothing that is kept lies in it."""
    part = simulated.part("bus-13")
    fixes = [
        _said(Journey(part, simulated.lines, start_s=START_S, heard_until_s=heard), START_S)
        for heard in (None, START_S - 3600)
    ]
    assert fixes[0] == fixes[1]


def test_a_drive_that_died_goes_on_where_it_was(simulated: District) -> None:
    """The same scenario again, from the last fix that the database kept."""
    part = simulated.part("bus-13")
    whole = _said(Journey(part, simulated.lines, start_s=START_S), START_S + 300)
    kept_s = START_S + 120
    rest = _said(Journey(part, simulated.lines, start_s=START_S, after_s=kept_s), START_S + 300)
    assert rest == [fix for fix in whole if fix.epoch_s > kept_s]


def test_the_silent_bus_says_nothing_and_later_nothing_of_that_time(simulated: District) -> None:
    """It is not a line that is broken: it is gone for ten minutes."""
    part = simulated.part("bus-19")
    silence = part.silences[0]
    fixes = _said(Journey(part, simulated.lines, start_s=START_S), START_S + silence.from_s + silence.for_s + 60)
    assert not any(silence.covers(fix.epoch_s - START_S) for fix in fixes if fix.epoch_s >= START_S)
    assert fixes[-1].epoch_s > START_S + silence.from_s + silence.for_s
